import { useMemo } from 'preact/hooks';
import type { CommandResult, ConsumerCounts, FindingView, FleetUsage, ResellerView, StatusView } from '../../contract';
import { Badge } from '../parts/badge';
import { CommandLine } from '../parts/command';
import { type Column, DataTable } from '../parts/data-table';
import { Findings } from '../parts/findings';
import { Loaded } from '../parts/loaded';
import { SearchField } from '../parts/search-field';
import { Sparkline } from '../parts/sparkline';
import { calls, contains, count } from '../parts/text';
import { Link, pathTo, useChoice } from '../router';
import { useResource } from '../use-resource';

type Resellers = CommandResult<{ readonly resellers: readonly ResellerView[] }>;
interface FleetRow extends ResellerView {
  readonly depth: number;
  readonly consumers?: number;
  readonly calls?: number;
  /** Number of findings of its gateway. */
  readonly findings?: number;
  readonly perDay?: readonly number[];
}

/** Every reseller of the environment, as a tree. */
export function Fleet() {
  const resellers = useResource<Resellers>('/api/resellers');
  const consumers = useResource<CommandResult<ConsumerCounts>>('/api/consumers');
  const usage = useResource<CommandResult<FleetUsage>>('/api/usage?all=');
  const status = useResource<CommandResult<StatusView>>('/api/status?all=');
  return (
    <>
      <Loaded of={resellers}>
        {({ result }) => (
          <Table
            resellers={result.resellers}
            consumers={consumers.value?.result}
            usage={usage.value?.result}
            status={status.value?.result}
          />
        )}
      </Loaded>
      <h2>What needs a look</h2>
      <Loaded of={status}>{({ result }) => <Findings findings={findingsOf(result)} />}</Loaded>
      {usage.failure && <p class="loading">Calls are unknown: {usage.failure.message}</p>}
      <CommandLine line="reseller list" />
    </>
  );
}

/** Findings of all gateways, what expires soon among them. */
function findingsOf({ shared, gateways }: StatusView): readonly FindingView[] {
  return [...shared, ...gateways.flatMap(({ findings }) => findings)];
}

function Table({
  resellers,
  consumers,
  usage,
  status,
}: {
  resellers: readonly ResellerView[];
  consumers: ConsumerCounts | undefined;
  usage: FleetUsage | undefined;
  status: StatusView | undefined;
}) {
  const [search] = useChoice('search');
  const [state, setState] = useChoice('state', 'all');
  const rows = useMemo(() => fleetRows(resellers, { consumers, usage, status }), [resellers, consumers, usage, status]);
  const states = [...new Set(resellers.map((reseller) => reseller.state))];
  const shown = rows.filter(
    (row) =>
      contains(`${row.resellerId} ${row.displayName ?? ''} ${row.externalReference ?? ''} ${row.url ?? ''}`, search) &&
      (state === 'all' || row.state === state),
  );
  return (
    <>
      <div class="filters">
        <SearchField label="Search" />
        <label>
          State{' '}
          <select value={state} onChange={({ currentTarget }) => setState(currentTarget.value)}>
            {['all', ...states].map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <span class="count" role="status">
          {shown.length} of {rows.length} resellers
        </span>
      </div>
      <DataTable
        label="Resellers"
        columns={COLUMNS}
        rows={shown}
        keyOf={(row) => row.resellerId}
        empty="No reseller matches."
      />
    </>
  );
}

const COLUMNS: readonly Column<FleetRow>[] = [
  {
    name: 'Reseller',
    by: (row) => row.resellerId,
    show: (row) => (
      <span class="branch" style={{ paddingLeft: `${row.depth * 20}px` }}>
        <Link to={pathTo('resellers', row.resellerId)}>{row.displayName ?? row.resellerId}</Link>{' '}
        <span class="muted">{row.resellerId}</span>
      </span>
    ),
  },
  { name: 'State', by: (row) => row.state, show: (row) => <Badge state={row.state} /> },
  {
    name: 'Gateway',
    by: (row) => row.gateway,
    show: (row) => (row.gateway === row.resellerId ? 'its own' : `of ${row.gateway}`),
  },
  { name: 'Tiers', by: (row) => row.tiers.length, show: (row) => row.tiers.join(', ') },
  {
    name: 'Health',
    by: (row) => row.findings,
    show: ({ findings }) =>
      findings === undefined ? '…' : <Badge state={findings === 0 ? 'well' : `${findings} to look at`} />,
  },
  { name: 'Consumers', by: (row) => row.consumers, show: (row) => known(row.consumers), numeric: true },
  { name: 'Calls, 30 days', by: (row) => row.calls, show: (row) => known(row.calls), numeric: true },
  {
    name: 'By day',
    by: (row) => row.calls,
    show: (row) => row.perDay && <Sparkline values={row.perDay} label={`${calls(row.perDay.at(-1) ?? 0)} today`} />,
  },
];

function known(value: number | undefined): string {
  return value === undefined ? '…' : count(value);
}

/** Everything known so far except the resellers. */
interface Known {
  readonly consumers: ConsumerCounts | undefined;
  readonly usage: FleetUsage | undefined;
  readonly status: StatusView | undefined;
}

/** Rows in the order of the tree: each reseller is followed by those below it. */
function fleetRows(resellers: readonly ResellerView[], { consumers, usage, status }: Known): readonly FleetRow[] {
  const byId = new Map(resellers.map((reseller) => [reseller.resellerId, reseller]));
  const below = (parent: string | undefined, depth: number): FleetRow[] =>
    resellers
      .filter((reseller) => (byId.has(reseller.parent ?? '') ? reseller.parent : undefined) === parent)
      .flatMap((reseller) => [row(reseller, depth), ...below(reseller.resellerId, depth + 1)]);
  const row = (reseller: ResellerView, depth: number): FleetRow => {
    const { resellerId } = reseller;
    const used = usage?.perDay[resellerId];
    const own = status?.gateways.find((one) => one.resellerId === reseller.gateway);
    const total = usage?.totals.find((one) => one.reseller === resellerId);
    return {
      ...reseller,
      depth,
      ...(consumers && { consumers: consumers.counts[resellerId] ?? 0 }),
      ...(total && { calls: total.own.calls }),
      ...(own && { findings: own.findings.length }),
      ...(used && { perDay: used.map(({ calls: made }) => made) }),
    };
  };
  return below(undefined, 0);
}
