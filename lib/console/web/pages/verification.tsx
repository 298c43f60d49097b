import { useState } from 'preact/hooks';
import type { CommandResult, VerificationView } from '../../contract';
import { CallError, post } from '../call';
import { Badge } from '../parts/badge';
import { Notice } from '../parts/notice';
import { pathTo } from '../router';

/** Among more keys than this, a list does not help: the key is typed. */
const MOST_CHOICES = 100;

interface VerificationProps {
  readonly reseller: string;
  /** Consumers of the reseller, one of which signs. */
  readonly consumerKeys: readonly string[];
  readonly readOnly: boolean;
  /** Called once a verification has ended. */
  readonly verified: () => void;
}

/** Verifies the gateway with signed requests of a consumer, line by line. */
export function Verification({ reseller, consumerKeys, readOnly, verified }: VerificationProps) {
  const [consumerKey, setConsumerKey] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<VerificationView>();
  const [problem, setProblem] = useState<string>();
  const signer = consumerKey ?? consumerKeys[0];
  if (signer === undefined) return <p class="empty">Onboard a consumer first: it signs the requests.</p>;
  const verify = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const path = pathTo('api', 'resellers', reseller, 'verify');
      setResult((await post<CommandResult<VerificationView>>(path, { consumerKey: signer })).result);
      verified();
    } catch (error) {
      setProblem(error instanceof CallError ? error.message : String(error));
    }
    setBusy(false);
  };
  return (
    <>
      <div class="filters">
        <label>
          Signed by{' '}
          {consumerKeys.length > MOST_CHOICES ? (
            <input
              type="text"
              value={signer}
              autocomplete="off"
              spellcheck={false}
              onInput={({ currentTarget }) => setConsumerKey(currentTarget.value.trim())}
            />
          ) : (
            <select value={signer} onChange={({ currentTarget }) => setConsumerKey(currentTarget.value)}>
              {consumerKeys.map((key) => (
                <option key={key}>{key}</option>
              ))}
            </select>
          )}
        </label>
        <button type="button" disabled={busy || readOnly} onClick={() => void verify()}>
          {busy ? 'Verifying …' : 'Verify now'}
        </button>
      </div>
      {problem !== undefined && <Notice kind="error">{problem}</Notice>}
      {result && <Lines result={result} />}
    </>
  );
}

function Lines({ result: { held, failed, unknown, lines } }: { result: VerificationView }) {
  return (
    <>
      <Notice kind={failed.length === 0 ? 'done' : 'error'}>
        {held} held, {failed.length} failed, {unknown.length} not checked.
      </Notice>
      <details open={failed.length > 0}>
        <summary>Every line</summary>
        <ul class="findings">
          {lines.map(({ id, state, title, found, proves }) => (
            <li key={id}>
              <Badge state={state} /> {title}
              {found !== '' && <span class="muted"> ({found})</span>}
              {state === 'failed' && <p>It would prove that {proves}.</p>}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
