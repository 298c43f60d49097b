import type { CommandResult, ConsumerDetails, ConsumerView, ResellerDetails, Session, UsageView } from '../../contract';
import { ActionButton } from '../actions/action-button';
import { forTokens } from '../actions/action';
import { actionsFor } from '../actions/actions';
import { CommandLine } from '../parts/command';
import { DaysChart } from '../parts/days-chart';
import { type Fact, Facts } from '../parts/facts';
import { KitLinks } from '../parts/kit-links';
import { Loaded } from '../parts/loaded';
import { QuotaBar } from '../parts/quota-bar';
import { calls, count, readable, time, timeUtc } from '../parts/text';
import { Link, pathTo } from '../router';
import { useResource } from '../use-resource';
import { History } from './history';
import { Locks } from './locks';
import { LiveRequests } from './live-requests';
import type { PageProps } from './page';
import { Lead, Standing } from './standing';

/** A consumer: who it is, what it may do, how much it calls; its secrets by their dates only. */
export function Consumer({ session, params: { reseller = '', consumerKey = '' } }: PageProps) {
  const api = pathTo('api', 'resellers', reseller, 'consumers', consumerKey);
  const details = useResource<CommandResult<ConsumerDetails>>(api);
  const usage = useResource<CommandResult<{ readonly consumers: readonly UsageView[] }>>(`${api}/usage`);
  const own = useResource<CommandResult<ResellerDetails>>(pathTo('api', 'resellers', reseller)).value?.result;
  const reload = () => {
    details.reload();
    usage.reload();
  };
  return (
    <>
      <Loaded of={details}>
        {({ result }) => (
          <>
            <Lead consumer={result.consumer} />
            <p class="links">
              <Link
                to={`/requests?${new URLSearchParams({ reseller: result.consumer.gateway, consumer: consumerKey })}`}
              >
                Live log
              </Link>
              <KitLinks session={session} reseller={reseller} consumerKey={consumerKey} />
            </p>
            <Standing details={result} reseller={own} />
            <Actions session={session} resellerId={reseller} details={result} reseller={own} done={reload} />
            <Facts columns facts={factsOf(result, own)} />
            <Locks details={result} />
            <h2>Secrets</h2>
            <Secrets details={result} />
          </>
        )}
      </Loaded>
      <h2>Usage</h2>
      <Loaded of={usage}>{({ result }) => <Usage usage={result.consumers[0]} />}</Loaded>
      <h2>Requests of the last hour</h2>
      <LiveRequests
        reseller={reseller}
        path={`${pathTo('api', 'resellers', reseller, 'requests')}?${new URLSearchParams({ since: '1h', consumer: consumerKey }).toString()}`}
      />
      <h2>Changes</h2>
      <History api={api} />
      <CommandLine lines={[`consumer show ${reseller} ${consumerKey}`]} />
    </>
  );
}

interface ActionsProps {
  readonly session: Session;
  readonly resellerId: string;
  readonly details: ConsumerDetails;
  readonly reseller: ResellerDetails | undefined;
  readonly done: () => void;
}

/** Buttons for everything that can be done with a consumer. */
function Actions({ session, resellerId, details, reseller, done }: ActionsProps) {
  const { consumer } = details;
  const target = {
    reseller: resellerId,
    consumerKey: consumer.consumerKey,
    tiers: reseller?.reseller.tiers ?? [],
    consumer,
    fields: fieldsFor(details),
    ...(reseller && { access: reseller.reseller }),
  };
  return (
    <div class="actions">
      {actionsFor(details).map((action) => (
        <ActionButton key={action.label} action={action} target={target} readOnly={session.readOnly} done={done} />
      ))}
    </div>
  );
}

/** A consumer that sends tokens has no signature methods. */
function fieldsFor({ consumer, fields }: ConsumerDetails): ConsumerDetails['fields'] {
  return consumer.subject === undefined ? fields : forTokens(fields);
}

function factsOf(
  { consumer, metering, url, fields }: ConsumerDetails,
  reseller: ResellerDetails | undefined,
): readonly Fact[] {
  const limits = consumer.tier === null ? undefined : reseller?.limits[consumer.tier];
  return [
    ['Gateway', <code key="url">{url}</code>],
    ['Tier', limits === undefined ? consumer.tier : `${consumer.tier}: ${limits}`],
    ['Authenticates', consumer.subject === undefined ? 'by OAuth 1.0a signatures' : 'by bearer tokens'],
    ['Subject of its tokens', consumer.subject !== undefined && <code key="subject">{consumer.subject}</code>],
    ['Expires', consumer.expiresAt ? timeUtc(consumer.expiresAt) : 'never'],
    ...fields.map(({ label, text }): Fact => [label, readable(text)]),
    [
      'API key',
      `${metering.apiKey}, on ${metering.tiers.length > 0 ? `tier ${metering.tiers.join(', ')}` : 'no tier'}`,
    ],
    ['Debugged until', consumer.debuggedUntil && timeUtc(consumer.debuggedUntil)],
    ['Onboarded', timeUtc(consumer.onboardedAt)],
    ['Last rotation', consumer.rotatedAt && timeUtc(consumer.rotatedAt)],
    ['Last change', changeText(consumer)],
  ];
}

function changeText({ lastChange, changedAt }: ConsumerView): string {
  if (!lastChange) return timeUtc(changedAt);
  return `${timeUtc(lastChange.at)}${lastChange.by === null ? '' : ` by ${lastChange.by}`}`;
}

function Secrets({ details: { consumer, activity } }: { details: ConsumerDetails }) {
  if (consumer.secrets.length === 0)
    return <p class="empty">It has no secret: it sends bearer tokens, which the identity provider issues.</p>;
  const uses = activity && 'secrets' in activity ? activity.secrets : [];
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Secret</th>
            <th scope="col">Added (UTC)</th>
            <th scope="col">Accepted until (UTC)</th>
            <th scope="col">Last used (UTC)</th>
          </tr>
        </thead>
        <tbody>
          {consumer.secrets.map(({ addedAt, validUntil }, index) => (
            <tr key={index}>
              <th scope="row">{index === 0 ? 'current' : 'previous'}</th>
              <td>{time(addedAt)}</td>
              <td>{validUntil ? time(validUntil) : 'without end'}</td>
              <td>{lastUse(uses[index]?.lastUsedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {activity && 'problem' in activity && <p class="muted">Last use unknown: {activity.problem}</p>}
    </div>
  );
}

function lastUse(text: string | undefined): string {
  return text === undefined || !/^\d/.test(text) ? (text ?? 'unknown') : time(text);
}

function Usage({ usage }: { usage: UsageView | undefined }) {
  if (!usage) return <p class="empty">It is not metered: no usage plan counts its calls.</p>;
  const days = usage.days.map(({ day }) => day);
  const values = usage.days.map((day) => day.calls);
  return (
    <>
      <p>
        <QuotaBar usage={usage} />
      </p>
      <p>
        {calls(usage.calls)} from {days[0]} to {days.at(-1)}, UTC.
      </p>
      <DaysChart label={`${calls(usage.calls)}, by day`} days={days} values={values} />
      <details>
        <summary>The same as a table</summary>
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Day (UTC)</th>
                <th scope="col" class="number">
                  Calls
                </th>
                <th scope="col" class="number">
                  Remaining
                </th>
              </tr>
            </thead>
            <tbody>
              {usage.days.toReversed().map(({ day, calls: made, remaining }) => (
                <tr key={day}>
                  <th scope="row">{day}</th>
                  <td class="number">{count(made)}</td>
                  <td class="number">{remaining === undefined ? '–' : count(remaining)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}
