import type { ConsumerDetails, FailuresView, LockView } from '../../contract';
import { Badge } from '../parts/badge';
import { count, time } from '../parts/text';
import { Link, pathTo } from '../router';

/** Failed attempts from one source: those of 24 hours, and those that count toward a lock. */
interface SourceRow {
  readonly source: string;
  readonly ofDay?: FailuresView['sources'][number];
  readonly lock?: LockView;
}

/** Failed attempts with a consumer key by source: those of 24 hours, and the locks of a gateway with a lockout. */
export function Locks({ details: { locks, failures } }: { details: Pick<ConsumerDetails, 'locks' | 'failures'> }) {
  if (!locks && !failures) return null;
  const known = failures && !('problem' in failures) ? failures : undefined;
  const rows = rowsOf(known?.sources ?? [], locks ?? []);
  return (
    <>
      <h2>Failed attempts</h2>
      {failures && 'problem' in failures && <p>Those of the last 24 hours are unknown: {failures.problem}</p>}
      {known && (
        <p>{known.total === 0 ? 'None in the last 24 hours.' : `${count(known.total)} in the last 24 hours.`}</p>
      )}
      {rows.length > 0 && <Table rows={rows} locks={locks !== undefined} />}
      {locks?.every(({ locked }) => !locked) && <p class="empty">No source is locked out.</p>}
    </>
  );
}

function rowsOf(sources: FailuresView['sources'], locks: readonly LockView[]): readonly SourceRow[] {
  const all = new Set([...locks.map(({ source }) => source), ...sources.map(({ source }) => source)]);
  return [...all].map((source) => {
    const ofDay = sources.find((one) => one.source === source);
    const lock = locks.find((one) => one.source === source);
    return { source, ...(ofDay && { ofDay }), ...(lock && { lock }) };
  });
}

function Table({ rows, locks }: { rows: readonly SourceRow[]; locks: boolean }) {
  return (
    <div class="scroll" role="region" aria-label="Failed attempts" tabIndex={0}>
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col" class="number">
              Last 24 hours
            </th>
            <th scope="col">Reasons</th>
            {locks && (
              <>
                <th scope="col">Lock</th>
                <th scope="col" class="number">
                  Failed attempts
                </th>
                <th scope="col">Until (UTC)</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ source, ofDay, lock }) => (
            <tr key={source}>
              <th scope="row">
                <code>{source}</code>
              </th>
              <td data-name="Last 24 hours" class="number">
                {ofDay ? count(ofDay.failures) : '–'}
              </td>
              <td data-name="Reasons">
                <Reasons reasons={ofDay?.reasons ?? {}} />
              </td>
              {locks && <LockCells lock={lock} />}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Reasons({ reasons }: { reasons: Readonly<Record<string, number>> }) {
  return (
    <>
      {Object.entries(reasons).map(([reason, times], index) => (
        <span key={reason} class="nowrap">
          {index > 0 && ', '}
          <Link to={pathTo('explain', reason)}>
            <code>{reason}</code>
          </Link>{' '}
          {count(times)}
        </span>
      ))}
    </>
  );
}

function LockCells({ lock }: { lock: LockView | undefined }) {
  if (!lock)
    return (
      <>
        <td data-name="Lock">none</td>
        <td />
        <td />
      </>
    );
  const { locked, failures, endsAt } = lock;
  return (
    <>
      <td data-name="Lock">{locked ? <Badge state="locked out" /> : 'counted'}</td>
      <td data-name="Failed attempts" class="number">
        {count(failures)}
      </td>
      <td data-name="Until (UTC)" class="nowrap">
        {time(endsAt)}
      </td>
    </>
  );
}
