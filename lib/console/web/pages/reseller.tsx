import { useMemo } from 'preact/hooks';
import type { CommandResult, ConsumerView, DayCalls, ResellerUsage, ResellerView, StatusView } from '../../contract';
import { ActionButton } from '../actions/action-button';
import { ONBOARD } from '../actions/actions';
import { Badge } from '../parts/badge';
import { CommandLine } from '../parts/command';
import { DaysChart } from '../parts/days-chart';
import { type Fact, Facts } from '../parts/facts';
import { Findings } from '../parts/findings';
import { KitLinks } from '../parts/kit-links';
import { Loaded } from '../parts/loaded';
import { QuotaBar } from '../parts/quota-bar';
import { calls } from '../parts/text';
import { useResource } from '../use-resource';
import { ConsumersTable } from './consumers-table';
import { RequestStats } from './request-stats';
import { Link, pathTo } from '../router';
import { Verification } from './verification';
import type { PageProps } from './page';

/** A reseller: where its gateway is, what it may do, and its consumers. */
export function Reseller({ session, params: { reseller = '' } }: PageProps) {
  const api = pathTo('api', 'resellers', reseller);
  const details = useResource<CommandResult<{ readonly reseller: ResellerView }>>(api);
  const consumers = useResource<CommandResult<{ readonly consumers: readonly ConsumerView[] }>>(`${api}/consumers`);
  const status = useResource<CommandResult<StatusView>>(`${api}/status`);
  const usage = useResource<CommandResult<ResellerUsage>>(`${api}/usage`);
  const list = consumers.value?.result.consumers;
  const consumerKeys = useMemo(() => list?.map(({ consumerKey }) => consumerKey) ?? [], [list]);
  return (
    <>
      <Loaded of={details}>{({ result }) => <Facts facts={factsOf(result.reseller)} />}</Loaded>
      <p>
        <Link to={`${pathTo('resellers', reseller)}/cutover`}>Cut-over</Link>{' '}
        <Link to={`/requests?reseller=${encodeURIComponent(details.value?.result.reseller.gateway ?? reseller)}`}>
          Live log
        </Link>{' '}
        <KitLinks session={session} reseller={reseller} />
      </p>
      <h2>Health</h2>
      <Loaded of={status}>
        {({ result }) => (
          <Findings findings={[...result.shared, ...result.gateways.flatMap(({ findings }) => findings)]} />
        )}
      </Loaded>
      <Verification reseller={reseller} consumerKeys={consumerKeys} readOnly={session.readOnly} />
      <h2>Requests</h2>
      <RequestStats reseller={reseller} gateway={details.value?.result.reseller.gateway ?? reseller} />
      <h2>Calls by day</h2>
      <Loaded of={usage}>
        {({ result: { shared, perDay } }) => (
          <>
            {shared.map((one) => (
              <p key={one.tier}>
                All consumers on tier {one.tier} together: <QuotaBar usage={one} />
              </p>
            ))}
            <Calls perDay={perDay} />
          </>
        )}
      </Loaded>
      <div class="heading">
        <h2>Consumers</h2>
        <ActionButton
          action={ONBOARD}
          target={{ reseller, tiers: details.value?.result.reseller.tiers ?? [] }}
          readOnly={session.readOnly}
          done={consumers.reload}
        />
      </div>
      <Loaded of={consumers}>
        {({ result }) => <ConsumersTable consumers={result.consumers} usage={usage.value?.result.consumers} />}
      </Loaded>
      <CommandLine lines={[`reseller show ${reseller}`]} />
    </>
  );
}

function factsOf(reseller: ResellerView): readonly Fact[] {
  const { displayName, externalReference, parent, children, state, gateway, url, tiers, routes } = reseller;
  return [
    ['Display name', displayName],
    ['External reference', externalReference],
    ['State', <Badge key="state" state={state} />],
    ['APS OAuth API Gateway URL', url && <code>{url}</code>],
    ['Gateway', gateway === reseller.resellerId ? 'its own' : <ResellerLink id={gateway} />],
    ['Parent', parent !== undefined && <ResellerLink id={parent} />],
    ['Resellers below', children.length > 0 && children.map((id) => [<ResellerLink key={id} id={id} />, ' '])],
    ['Contacts', reseller.contacts.join(', ')],
    ['Domains', reseller.domains.join(', ')],
    ...Object.entries(reseller.dnsTargets ?? {}).map(([name, target]): Fact => [
      'DNS record',
      <code key={name}>{`${name}. CNAME ${target}.`}</code>,
    ]),
    ['Tiers', tiers.map((tier) => `${tier}${reseller.retiredTiers.includes(tier) ? ' (retired)' : ''}`).join(', ')],
    ['Routes', routes.map(({ path, methods }) => `${path}${methods ? ` (${methods.join(', ')})` : ''}`).join(', ')],
    ['Version of the package', reseller.packageVersion],
    [
      'In the AWS console',
      Object.entries(reseller.links).map(([name, href]) => [
        <a key={name} href={href} target="_blank" rel="noreferrer">
          {name}
        </a>,
        ' ',
      ]),
    ],
  ];
}

function ResellerLink({ id }: { id: string }) {
  return <Link to={pathTo('resellers', id)}>{id}</Link>;
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
