import type { ExplainedRefusal } from '../../contract';

import { CommandLine } from '../parts/command';
import { Loaded } from '../parts/loaded';
import { Link, pathTo, useChoice } from '../router';
import { useResource } from '../use-resource';
import type { PageProps } from './page';

/** Every refusal that a caller can get, or one of them, with what to do about it. */
export function Explain({ params: { code } }: PageProps) {
  const refusals = useResource<readonly ExplainedRefusal[]>('/api/refusals');
  return (
    <>
      <Loaded of={refusals}>{(all) => (code === undefined ? <All all={all} /> : <One all={all} code={code} />)}</Loaded>
      <CommandLine lines={[code === undefined ? 'explain' : `explain ${code}`]} />
    </>
  );
}

function All({ all }: { all: readonly ExplainedRefusal[] }) {
  const [text, setText] = useChoice('search');
  const shown = all.filter((refusal) => Object.values(refusal).join(' ').toLowerCase().includes(text.toLowerCase()));
  return (
    <>
      <label class="search">
        Search <input type="search" value={text} onInput={({ currentTarget }) => setText(currentTarget.value)} />
      </label>
      <div class="scroll" role="region" aria-label="Refusals" tabIndex={0}>
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">Code</th>
              <th scope="col">Status</th>
              <th scope="col">What is wrong</th>
              <th scope="col">What to do</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ code, status, message, remedy, withTokens }) => (
              <tr key={code}>
                <th scope="row">
                  <Link to={pathTo('explain', code)}>
                    <code>{code}</code>
                  </Link>
                </th>
                <td>{status ?? 'logs only'}</td>
                <td>{message}</td>
                <td>
                  {remedy}
                  {withTokens !== undefined && ` At a gateway for bearer tokens only: ${withTokens}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length === 0 && <p>No refusal contains “{text}”.</p>}
    </>
  );
}

function One({ all, code }: { all: readonly ExplainedRefusal[]; code: string }) {
  const refusal = all.find((candidate) => candidate.code === code);
  if (!refusal) return <p>No refusal has the code “{code}”.</p>;
  return (
    <dl class="facts">
      <dt>HTTP status</dt>
      <dd>{refusal.status ?? 'none: only the logs have this reason'}</dd>
      {refusal.problem !== undefined && (
        <>
          <dt>oauth_problem</dt>
          <dd>
            <code>{refusal.problem}</code>
          </dd>
        </>
      )}
      <dt>What is wrong</dt>
      <dd>{refusal.message}</dd>
      <dt>What to do</dt>
      <dd>{refusal.remedy}</dd>
      {refusal.withTokens !== undefined && (
        <>
          <dt>At a gateway for bearer tokens only</dt>
          <dd>{refusal.withTokens}</dd>
        </>
      )}
    </dl>
  );
}
