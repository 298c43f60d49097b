import type { TraceView } from '../../contract';
import { Badge } from './badge';

/** The way of a request through the stages, and the checks of the authorizer. */
export function Stages({ trace: { stages, checks } }: { trace: TraceView }) {
  return (
    <>
      <ol class="stages">
        {stages.map(({ stage, outcome, ms, facts }) => (
          <li key={stage}>
            <strong>{stage}</strong> <Badge state={outcome} /> {ms !== undefined && `in ${ms} ms`}
            <ul>
              {Object.entries(facts).map(([name, value]) => (
                <li key={name}>
                  {name}: {value}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {checks.length > 0 && (
        <>
          <h3>Checks of the authorizer</h3>
          <ul class="checks">
            {checks.map(({ check, outcome }) => (
              <li key={check}>
                <Badge state={outcome} /> {check}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
