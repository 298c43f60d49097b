import type { ConsumerDetails, FailuresView, LockView } from '../../contract';
import { Badge } from '../parts/badge';
import { count, time } from '../parts/text';

/** Failed attempts with a consumer key: those of 24 hours, and the locks of a gateway with a lockout. */
export function Locks({ details: { locks, failures } }: { details: Pick<ConsumerDetails, 'locks' | 'failures'> }) {
  if (!locks && !failures) return null;
  return (
    <>
      <h2>Failed attempts</h2>
      {failures && <p>{'problem' in failures ? `Unknown: ${failures.problem}` : failuresText(failures)}</p>}
      {locks && locks.length > 0 && <Table locks={locks} />}
      {locks?.length === 0 && <p class="empty">No source is locked out.</p>}
    </>
  );
}

function failuresText({ total, sources }: FailuresView): string {
  if (total === 0) return 'None in the last 24 hours.';
  const from = sources.map(({ source, failures, reasons = {} }) => {
    const why = Object.entries(reasons).map(([reason, times]) => `${reason} ${count(times)}`);
    return `${count(failures)} from ${source}${why.length > 0 ? ` (${why.join(', ')})` : ''}`;
  });
  return `${count(total)} in the last 24 hours: ${from.join('; ')}.`;
}

function Table({ locks }: { locks: readonly LockView[] }) {
  return (
    <div class="scroll" role="region" aria-label="Failed attempts" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">State</th>
            <th scope="col" class="number">
              Failed attempts
            </th>
            <th scope="col">Until (UTC)</th>
          </tr>
        </thead>
        <tbody>
          {locks.map(({ source, locked, failures, endsAt }) => (
            <tr key={source}>
              <th scope="row">
                <code>{source}</code>
              </th>
              <td>{locked ? <Badge state="locked out" /> : 'counted'}</td>
              <td class="number">{count(failures)}</td>
              <td>{time(endsAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
