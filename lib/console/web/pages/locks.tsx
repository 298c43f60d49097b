import type { LockView } from '../../contract';
import { Badge } from '../parts/badge';
import { count, time } from '../parts/text';

/** Failed attempts with a consumer key, by source; nothing at a gateway without a lockout. */
export function Locks({ locks }: { locks: readonly LockView[] | undefined }) {
  if (!locks) return null;
  return (
    <>
      <h2>Failed attempts</h2>
      {locks.length === 0 ? <p class="empty">No failed attempts count at the moment.</p> : <Table locks={locks} />}
    </>
  );
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
