import type { CommandResult, HistoryView } from '../../contract';
import { Loaded } from '../parts/loaded';
import { time } from '../parts/text';
import { useResource } from '../use-resource';

/** List of the changes of a consumer and of who made them, from CloudTrail. */
export function History({ api }: { api: string }) {
  const history = useResource<CommandResult<HistoryView>>(`${api}/history`);
  return (
    <Loaded of={history}>
      {({ result: { from, entries } }) => (
        <>
          <p class="muted">Since {time(from)} UTC; CloudTrail may take 15 minutes to list a change.</p>
          {entries.length === 0 && <p class="empty">No changes in this time.</p>}
          <div class="scroll" role="region" aria-label="Changes" tabIndex={0} hidden={entries.length === 0}>
            <table>
              <thead>
                <tr>
                  <th scope="col">Time (UTC)</th>
                  <th scope="col">What</th>
                  <th scope="col">By</th>
                  <th scope="col">From</th>
                </tr>
              </thead>
              <tbody>
                {entries.map(({ at, what, by, address, errorCode }) => (
                  <tr key={at + what}>
                    <th scope="row">{time(at)}</th>
                    <td>
                      {what}
                      {errorCode !== null && ` (${errorCode})`}
                    </td>
                    <td>{by}</td>
                    <td>{address}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Loaded>
  );
}
