import type { FindingView } from '../../contract';
import { Badge } from './badge';
import { readableTimes } from './text';

/** Findings that need attention, each with its remedy. */
export function Findings({
  findings,
  none = 'Nothing needs a look.',
}: {
  findings: readonly FindingView[];
  none?: string;
}) {
  if (findings.length === 0) return <p class="empty">{none}</p>;
  return (
    <ul class="findings">
      {findings.map(({ severity, subject, message, remedy }, index) => (
        <li key={index}>
          <Badge state={severity} /> <strong>{subject}</strong>: {readableTimes(message)}
          {remedy !== undefined && <p class="muted">To do: {remedy}</p>}
        </li>
      ))}
    </ul>
  );
}
