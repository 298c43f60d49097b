import type {
  CommandResult,
  ConsumerField,
  SearchableConsumer,
  DayCalls,
  ResellerDetails,
  ResellerUsage,
  ResellerView,
  Session,
  StatusView,
  UsageView,
} from '../../contract';
import { ActionButton } from '../actions/action-button';
import { type Action, type ActionTarget, forTokens } from '../actions/action';
import { EXTEND_SHARED, MOVE_TIER, ONBOARD, ONBOARD_SUBJECT } from '../actions/actions';
import { Badge } from '../parts/badge';
import { CommandLine } from '../parts/command';
import { DaysChart } from '../parts/days-chart';
import { Facts } from '../parts/facts';
import { Findings } from '../parts/findings';
import { KitLinks } from '../parts/kit-links';
import { Loaded } from '../parts/loaded';
import { Notice } from '../parts/notice';
import { QuotaBar, usedPercent } from '../parts/quota-bar';
import { calls } from '../parts/text';
import { VerificationBadge } from '../parts/verification-badge';
import { type Resource, useResource } from '../use-resource';
import { ConsumersTable } from './consumers-table';
import { RequestStats } from './request-stats';
import { resellerFacts } from './reseller-facts';
import { ShedNotice } from './shed-notice';
import { Link, pathTo } from '../router';
import { Verification } from './verification';
import type { PageProps } from './page';

/** A reseller: where its gateway is, what it may do, and its consumers. */
export function Reseller({ session, params: { reseller = '' } }: PageProps) {
  const api = pathTo('api', 'resellers', reseller);
  const details = useResource<CommandResult<ResellerDetails>>(api);
  const consumers = useResource<CommandResult<{ readonly consumers: readonly SearchableConsumer[] }>>(
    `${api}/consumers`,
  );
  const status = useResource<CommandResult<StatusView>>(`${api}/status`);
  const usage = useResource<CommandResult<ResellerUsage>>(`${api}/usage`);
  const list = consumers.value?.result.consumers;
  const own = details.value?.result.reseller;
  const gatewayStatus = status.value?.result.gateways[0];
  return (
    <>
      {own && (
        <p class="lead">
          {own.displayName} <Badge state={own.state} />
        </p>
      )}
      <p class="links">
        {SECTIONS.map(([id, name]) => (
          <a key={id} href={`#${id}`}>
            {name}
          </a>
        ))}
        <span class="muted" aria-hidden="true">
          |
        </span>
        <Link to={`/requests?reseller=${encodeURIComponent(own?.gateway ?? reseller)}`}>Live log</Link>
        <Link to={`${pathTo('resellers', reseller)}/cutover`}>Cut-over</Link>
        <KitLinks session={session} reseller={reseller} />
      </p>
      {own?.shedsLoad && <ShedNotice gateway={own.gateway} tiers={own.tiers} />}
      <Loaded of={details}>{({ result }) => <Facts columns facts={resellerFacts(result, gatewayStatus)} />}</Loaded>
      <h2 id="health">Health</h2>
      <Loaded of={status}>{({ result }) => <Health status={result} />}</Loaded>
      <Verification reseller={reseller} consumers={list ?? []} readOnly={session.readOnly} verified={status.reload} />
      <h2 id="requests">Requests</h2>
      <RequestStats reseller={reseller} gateway={own?.gateway ?? reseller} />
      <Consumers session={session} details={own} reseller={reseller} consumers={consumers} usage={usage} />
      <h2 id="calls">Calls by day</h2>
      <Loaded of={usage}>{({ result: { perDay } }) => <Calls perDay={perDay} />}</Loaded>
      <CommandLine
        lines={[
          `reseller show ${reseller}`,
          `status ${reseller}`,
          `consumer list ${reseller}`,
          `usage report ${reseller}`,
          `stats ${reseller}`,
        ]}
      />
    </>
  );
}

const SECTIONS = [
  ['health', 'Health'],
  ['requests', 'Requests'],
  ['consumers', 'Consumers'],
  ['calls', 'Calls by day'],
] as const;

interface ConsumersProps {
  readonly session: Session;
  readonly reseller: string;
  readonly details: ResellerView | undefined;
  readonly consumers: Resource<CommandResult<{ readonly consumers: readonly SearchableConsumer[] }>>;
  readonly usage: Resource<CommandResult<ResellerUsage>>;
}

/** Its consumers, with the actions that are not about a single one. */
function Consumers({ session, reseller, details, consumers, usage }: ConsumersProps) {
  const fields = useResource<readonly ConsumerField[]>('/api/fields');
  const shared = usage.value?.result.shared ?? [];
  const target = {
    reseller,
    tiers: details?.tiers ?? [],
    fields: fields.value ?? [],
    ...(details && { access: details }),
  };
  const reload = () => {
    consumers.reload();
    usage.reload();
  };
  return (
    <>
      <div class="heading">
        <h2 id="consumers">Consumers</h2>
        {actionsOf(details, shared.length > 0).map((action) => (
          <ActionButton
            key={action.label}
            action={action}
            target={targetOf(action, target, shared)}
            readOnly={session.readOnly}
            done={reload}
          />
        ))}
      </div>
      {usage.failure && <Notice kind="error">Calls are unknown: {usage.failure.message}</Notice>}
      {shared.map((one) => (
        <p key={one.tier}>
          All consumers on tier {one.tier} together: <QuotaBar usage={one} />
        </p>
      ))}
      {usage.value && <NearlyUsed usage={usage.value.result.consumers} />}
      <Loaded of={consumers}>
        {({ result }) => <ConsumersTable consumers={result.consumers} usage={usage.value?.result.consumers} />}
      </Loaded>
    </>
  );
}

function actionsOf(details: ResellerView | undefined, sharesQuota: boolean): readonly Action[] {
  const { authentication = ['oauth1'] } = details ?? {};
  return [
    ...(authentication.includes('oauth1') ? [ONBOARD] : []),
    ...(authentication.includes('bearer') ? [ONBOARD_SUBJECT] : []),
    MOVE_TIER,
    ...(sharesQuota ? [EXTEND_SHARED] : []),
  ];
}

function targetOf(action: Action, target: ActionTarget, shared: ResellerUsage['shared']): ActionTarget {
  if (action === EXTEND_SHARED) return { ...target, tiers: shared.map(({ tier }) => tier ?? '') };
  return action === ONBOARD_SUBJECT ? { ...target, fields: forTokens(target.fields ?? []) } : target;
}

/** The last verification of its gateway, and what needs a look. */
function Health({ status: { shared, gateways } }: { status: StatusView }) {
  const verification = gateways.length === 0 ? 'unknown' : gateways.map((gateway) => gateway.verification).at(0);
  return (
    <>
      <p>
        Last verification: <VerificationBadge verification={verification === undefined ? 'unknown' : verification} />
      </p>
      <Findings findings={[...shared, ...gateways.flatMap(({ findings }) => findings)]} />
    </>
  );
}

/** Consumers with less than this share of their quota left deserve a look. */
const NEARLY_PERCENT = 80;

function NearlyUsed({ usage }: { usage: readonly UsageView[] }) {
  const nearly = usage.filter((one) => (usedPercent(one) ?? 0) >= NEARLY_PERCENT);
  if (nearly.length === 0) return null;
  return (
    <Notice kind="info">
      {nearly.length === 1 ? '1 consumer has' : `${nearly.length} consumers have`} used {NEARLY_PERCENT} % of the quota
      or more: sort by “Quota used” to see which.
    </Notice>
  );
}

function Calls({ perDay }: { perDay: readonly DayCalls[] }) {
  const days = perDay.map(({ day }) => day);
  const values = perDay.map(({ calls: made }) => made);
  const sum = values.reduce((total, value) => total + value, 0);
  if (days.length === 0) return <p class="empty">No consumer is metered yet.</p>;
  return (
    <>
      <p>
        {calls(sum)} from {days[0]} to {days.at(-1)}, UTC.
      </p>
      <DaysChart label={`${calls(sum)}, by day`} days={days} values={values} />
    </>
  );
}
