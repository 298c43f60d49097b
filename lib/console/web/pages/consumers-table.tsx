import { useMemo } from 'preact/hooks';
import type { ConsumerView, SearchableConsumer, UsageView } from '../../contract';
import { Badge } from '../parts/badge';
import { type Column, DataTable } from '../parts/data-table';
import { QuotaBar, usedPercent } from '../parts/quota-bar';
import { SearchField } from '../parts/search-field';
import { contains, count, time } from '../parts/text';
import { Link, pathTo, useChoice } from '../router';

interface ConsumerRow extends SearchableConsumer {
  readonly usage?: UsageView;
}

const STATUSES = ['all', 'active', 'suspended', 'expired', 'unreadable'] as const;

/** Consumers with keyword search and a filter by status. */
export function ConsumersTable({
  consumers,
  usage,
}: {
  consumers: readonly SearchableConsumer[];
  usage: readonly UsageView[] | undefined;
}) {
  const [search] = useChoice('search');
  const [status, setStatus] = useChoice('status', 'all');
  const rows = useMemo(() => rowsOf(consumers, usage), [consumers, usage]);
  const shown = useMemo(
    () => rows.filter((row) => (status === 'all' || row.status === status) && contains(row.searched, search)),
    [rows, search, status],
  );
  return (
    <>
      <div class="filters">
        <SearchField label="Keyword search" />
        <label>
          Status{' '}
          <select value={status} onChange={({ currentTarget }) => setStatus(currentTarget.value)}>
            {STATUSES.map((name) => (
              <option key={name} value={name}>
                {name === 'all' ? 'All' : name}
              </option>
            ))}
          </select>
        </label>
        <span class="count" role="status">
          {count(shown.length)} of {count(rows.length)} consumers
        </span>
      </div>
      <DataTable
        label="Consumers"
        columns={COLUMNS}
        rows={shown}
        keyOf={(row) => row.consumerKey}
        empty={rows.length === 0 ? 'No consumers yet.' : 'No consumer matches.'}
      />
    </>
  );
}

const COLUMNS: readonly Column<ConsumerRow>[] = [
  {
    name: 'Consumer key',
    by: (row) => row.consumerKey,
    show: ({ reseller, gateway, consumerKey }) => (
      <Link to={pathTo('resellers', reseller ?? gateway, 'consumers', consumerKey)}>
        <code>{consumerKey}</code>
      </Link>
    ),
  },
  { name: 'Display name', by: nameOf, show: (row) => nameOf(row) ?? '–' },
  { name: 'Status', by: (row) => row.status, show: ({ status }) => <Badge state={status} /> },
  { name: 'Tier', by: (row) => row.tier ?? undefined, show: ({ tier }) => tier ?? '–' },
  {
    name: 'Calls, 30 days',
    by: ({ usage }) => usage && callsOf(usage),
    show: ({ usage }) => callsText(usage),
    numeric: true,
  },
  {
    name: 'Quota used',
    by: ({ usage }) => usage && usedPercent(usage),
    show: ({ usage }) => usage && <QuotaBar usage={usage} />,
  },
  {
    name: 'Expires (UTC)',
    by: (row) => row.expiresAt ?? undefined,
    show: ({ expiresAt }) => (expiresAt ? time(expiresAt) : 'never'),
    oneLine: true,
  },
];

/** Calls of a consumer itself; undefined if they are not known. */
function callsOf({ calls, loggedCalls }: UsageView): number | undefined {
  return loggedCalls === undefined ? calls : (loggedCalls ?? undefined);
}

function callsText(usage: UsageView | undefined): string {
  if (!usage) return '…';
  const calls = callsOf(usage);
  return calls === undefined ? 'unknown' : count(calls);
}

function nameOf({ facts }: ConsumerView): string | undefined {
  const name = facts['displayName'];
  return typeof name === 'string' ? name : undefined;
}

function rowsOf(
  consumers: readonly SearchableConsumer[],
  usage: readonly UsageView[] | undefined,
): readonly ConsumerRow[] {
  const byKey = new Map(usage?.map((one) => [one.consumerKey, one]));
  return consumers.map((consumer) => {
    const used = byKey.get(consumer.consumerKey);
    return { ...consumer, ...(used && { usage: used }) };
  });
}
