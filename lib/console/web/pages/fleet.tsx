import { useMemo } from 'preact/hooks';
import type {
  CommandResult,
  ConsumerCounts,
  FindingView,
  FleetAnswers,
  FleetUsage,
  ResellerView,
  SheddingView,
  StatusView,
} from '../../contract';
import { Badge } from '../parts/badge';
import { CommandLine } from '../parts/command';
import { type Column, DataTable } from '../parts/data-table';
import { Findings } from '../parts/findings';
import { Loaded } from '../parts/loaded';
import { Notice } from '../parts/notice';
import { SearchField } from '../parts/search-field';
import { Sparkline } from '../parts/sparkline';
import { calls, contains, count } from '../parts/text';
import { VerificationBadge } from '../parts/verification-badge';
import { Link, pathTo, useChoice } from '../router';
import { useResource } from '../use-resource';
import type { PageProps } from './page';
import { Shedding } from './shedding';
import { type FleetRow, fleetRows, isEnding, type Known } from './fleet-rows';

/** Every reseller of the environment, as a tree. */
export function Fleet({ session }: PageProps) {
  const resellers = useResource<CommandResult<{ readonly resellers: readonly ResellerView[] }>>('/api/resellers');
  const consumers = useResource<CommandResult<ConsumerCounts>>('/api/consumers');
  const usage = useResource<CommandResult<FleetUsage>>('/api/usage?all=');
  const status = useResource<CommandResult<StatusView>>('/api/status?all=');
  const answers = useResource<CommandResult<FleetAnswers>>('/api/answers?all=&since=29d');
  const known: Known = {
    consumers: consumers.value?.result,
    usage: usage.value?.result,
    status: status.value?.result,
    answers: answers.value?.result,
  };
  const shedsLoad = resellers.value?.result.resellers.some((reseller) => reseller.shedsLoad) ?? false;
  const shedding = useResource<CommandResult<SheddingView>>(shedsLoad ? '/api/shedding' : undefined);
  // While load is shed, this comes first.
  const isShed = Boolean(shedding.value?.result.holds);
  const loadShedding = shedsLoad && <Shedding session={session} shedding={shedding} changed={status.reload} />;
  return (
    <>
      {isShed && loadShedding}
      <Loaded of={resellers}>{({ result }) => <Table resellers={result.resellers} known={known} />}</Loaded>
      <p class="muted">
        Calls and refusals of 30 days (UTC). Calls are requests that consumers were allowed to make; refusals are
        answers 4xx, those of the platform among them.
      </p>
      {consumers.failure && <Notice kind="error">Consumers are unknown: {consumers.failure.message}</Notice>}
      {usage.failure && <Notice kind="error">Calls are unknown: {usage.failure.message}</Notice>}
      {answers.failure && <Notice kind="error">Refusals are unknown: {answers.failure.message}</Notice>}
      {!isShed && loadShedding}
      <h2>What needs a look</h2>
      <Loaded of={status}>
        {({ result }) => (
          <>
            <ByGateway status={result} wanted={(finding) => !isEnding(finding)} />
            <h2>What ends within 30 days</h2>
            <ByGateway status={result} wanted={isEnding} none="Nothing ends within 30 days." />
          </>
        )}
      </Loaded>
      <CommandLine
        lines={[
          'reseller list',
          'usage report --all',
          'stats --all --since 29d',
          'status --all',
          ...(shedsLoad ? ['shed'] : []),
        ]}
      />
    </>
  );
}

interface ByGatewayProps {
  readonly status: StatusView;
  readonly wanted: (finding: FindingView) => boolean;
  readonly none?: string;
}

/** Findings of what the gateways share, then of each gateway under its name. */
function ByGateway({ status: { shared, gateways }, wanted, none }: ByGatewayProps) {
  const common = shared.filter(wanted);
  const own = gateways
    .map(({ resellerId, findings }) => ({ resellerId, findings: findings.filter(wanted) }))
    .filter(({ findings }) => findings.length > 0);
  if (common.length + own.length === 0) return <Findings findings={[]} {...(none !== undefined && { none })} />;
  return (
    <>
      {common.length > 0 && <Findings findings={common} />}
      {own.map(({ resellerId, findings }) => (
        <section key={resellerId}>
          <h3>
            <Link to={pathTo('resellers', resellerId)}>{resellerId}</Link>
          </h3>
          <Findings findings={findings} />
        </section>
      ))}
    </>
  );
}

function Table({ resellers, known }: { resellers: readonly ResellerView[]; known: Known }) {
  const [search] = useChoice('search');
  const [state, setState] = useChoice('state', 'all');
  const { consumers, usage, status, answers } = known;
  const rows = useMemo(() => fleetRows(resellers, known), [resellers, consumers, usage, status, answers]);
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
      <span class="name" style={{ paddingLeft: `${row.depth * 20}px` }}>
        <Link to={pathTo('resellers', row.resellerId)}>{row.displayName ?? row.resellerId}</Link>{' '}
        <span class="muted">{row.resellerId}</span>
      </span>
    ),
  },
  {
    name: 'Gateway',
    by: (row) => `${row.gateway} ${row.state}`,
    show: ({ state, gateway, resellerId }) => (
      <span class="nowrap">
        <Badge state={state} /> {gateway !== resellerId && <span class="muted">of {gateway}</span>}
      </span>
    ),
  },
  {
    name: 'Health',
    by: (row) => row.findings?.length,
    show: ({ findings, failedAttempts }) =>
      findings ? (
        <span class="nowrap">
          <Badge state={findings.length === 0 ? 'well' : `${findings.length} to look at`} />
          {failedAttempts && [' ', <Badge key="attempts" state="failed attempts" />]}
        </span>
      ) : (
        '…'
      ),
  },
  { name: 'Consumers', by: (row) => row.consumers, show: (row) => countText(row.consumers), numeric: true },
  {
    name: 'Calls',
    by: (row) => row.calls,
    show: ({ calls: made, callsPerDay }) => (
      <Course sum={made} perDay={callsPerDay} label={`${calls(callsPerDay?.at(-1) ?? 0)} today`} />
    ),
    numeric: true,
  },
  {
    name: 'Refused',
    by: (row) => row.refusals,
    show: ({ gateway, resellerId, refusals, refusalsPerDay }) =>
      gateway === resellerId ? (
        <Course sum={refusals} perDay={refusalsPerDay} label={`${refusalsPerDay?.at(-1) ?? 0} refused today`} bad />
      ) : (
        <span class="muted">see {gateway}</span>
      ),
    numeric: true,
  },
  {
    name: 'Verified',
    by: ({ verification }) => (typeof verification === 'object' ? verification?.at : undefined),
    show: ({ verification }) => <VerificationBadge verification={verification} />,
  },
  {
    name: 'Ends soon',
    by: (row) => row.endings?.length,
    show: ({ endings }) =>
      endings === undefined ? '…' : endings.length === 0 ? 'none' : <Badge state={`${endings.length}`} />,
    numeric: true,
  },
  { name: 'Tiers', by: (row) => row.tiers.length, show: (row) => row.tiers.join(', ') },
];

interface CourseProps {
  readonly sum: number | undefined;
  readonly perDay: readonly number[] | undefined;
  readonly label: string;
  readonly bad?: boolean;
}

/** A number and its course over the days. */
function Course({ sum, perDay, label, bad = false }: CourseProps) {
  return (
    <span class="course">
      {countText(sum)} {perDay && <Sparkline values={perDay} label={label} bad={bad} />}
    </span>
  );
}

function countText(value: number | undefined): string {
  return value === undefined ? '…' : count(value);
}
