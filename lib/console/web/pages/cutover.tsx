import type { CommandResult, CutoverView } from '../../contract';
import { Badge } from '../parts/badge';
import { CommandLine } from '../parts/command';
import { Loaded } from '../parts/loaded';
import { Notice } from '../parts/notice';
import { Link, pathTo, useChoice } from '../router';
import { useResource } from '../use-resource';
import type { PageProps } from './page';

/** The plan of a cut-over, or of its way back: what must hold before, and who does what where. */
export function Cutover({ params: { reseller = '' } }: PageProps) {
  const [undo, setUndo] = useChoice('undo', 'no');
  const path = `${pathTo('api', 'resellers', reseller, 'cutover')}${undo === 'yes' ? '?undo=' : ''}`;
  const plan = useResource<CommandResult<CutoverView>>(path);
  return (
    <>
      <p>
        Moves the requests of <Link to={pathTo('resellers', reseller)}>{reseller}</Link> to its gateway, or back.
      </p>
      <label>
        <input
          type="checkbox"
          checked={undo === 'yes'}
          onChange={({ currentTarget }) => setUndo(currentTarget.checked ? 'yes' : 'no')}
        />{' '}
        Show the way back
      </label>
      <Loaded of={plan}>{({ result }) => <Plan view={result} />}</Loaded>
      <CommandLine lines={[`cutover ${reseller}${undo === 'yes' ? ' --undo' : ''}`]} />
    </>
  );
}

function Plan({ view: { ready, checks, plan } }: { view: CutoverView }) {
  return (
    <>
      {checks.length > 0 && (
        <>
          <h2>Before</h2>
          <Notice kind={ready ? 'done' : 'info'}>{ready ? 'Everything is ready.' : 'Not ready yet.'}</Notice>
          <ul class="findings">
            {checks.map(({ id, verdict, found, remedy }) => (
              <li key={id}>
                <Badge state={verdict} /> {found}
                {remedy !== undefined && <p class="muted">To do: {remedy}</p>}
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>Steps</h2>
      <ol class="plan">
        {plan.steps.map(({ who, where, action, exact, expect }, index) => (
          <li key={index}>
            <strong>{who}</strong>, {where}: {action}
            {exact !== undefined && (
              <pre tabIndex={0}>
                <code>{exact}</code>
              </pre>
            )}
            {expect !== undefined && <p class="muted">Expected: {expect}</p>}
          </li>
        ))}
      </ol>
      <Sentences title="For integrators" sentences={plan.integrators} />
      <Sentences title="The way back" sentences={plan.wayBack} />
      <Sentences title="What cannot be undone at once" sentences={plan.notUndoneAtOnce} />
    </>
  );
}

function Sentences({ title, sentences = [] }: { title: string; sentences: readonly string[] | undefined }) {
  if (sentences.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}
