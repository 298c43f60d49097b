import { useState } from 'preact/hooks';
import type { CommandResult, ConsumerView, VerificationView } from '../../contract';
import { CallError, post } from '../call';
import { Badge } from '../parts/badge';
import { CommandLine } from '../parts/command';
import { Notice } from '../parts/notice';
import { pathTo } from '../router';

/** Among more keys than this, a list does not help: the key is typed. */
const MOST_CHOICES = 100;

interface VerificationProps {
  readonly reseller: string;
  /** Consumers of the reseller, one of which sends the requests. */
  readonly consumers: readonly ConsumerView[];
  readonly readOnly: boolean;
  /** Called once a verification has ended. */
  readonly verified: () => void;
}

/** Verifies the gateway with requests of a consumer, line by line. */
export function Verification({ reseller, consumers, readOnly, verified }: VerificationProps) {
  const consumerKeys = consumers.map((consumer) => consumer.consumerKey);
  const [consumerKey, setConsumerKey] = useState<string>();
  const [token, setToken] = useState('');
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<VerificationView>();
  const [problem, setProblem] = useState<string>();
  const sender = consumerKey ?? consumerKeys[0];
  if (sender === undefined) return <p class="empty">Onboard a consumer first: it sends the requests.</p>;
  const sendsToken = consumers.some((one) => one.consumerKey === sender && one.subject !== undefined);
  const verify = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const path = pathTo('api', 'resellers', reseller, 'verify');
      setResult(
        (await post<CommandResult<VerificationView>>(path, { consumerKey: sender, ...(sendsToken && { token }) }))
          .result,
      );
      verified();
    } catch (error) {
      setProblem(error instanceof CallError ? error.message : String(error));
    }
    setBusy(false);
  };
  return (
    <>
      <div class="filters">
        <Sender consumerKeys={consumerKeys} sender={sender} choose={setConsumerKey} />
        {sendsToken && (
          <label>
            Its bearer token{' '}
            <input
              type="password"
              value={token}
              autocomplete="off"
              onInput={({ currentTarget }) => setToken(currentTarget.value.trim())}
            />
          </label>
        )}
        <button type="button" disabled={busy || readOnly || (sendsToken && token === '')} onClick={() => void verify()}>
          {busy ? 'Verifying …' : 'Verify now'}
        </button>
      </div>
      {problem !== undefined && <Notice kind="error">{problem}</Notice>}
      {result && <Lines result={result} command={`verify ${reseller} --consumer-key ${sender}`} />}
    </>
  );
}

interface SenderProps {
  readonly consumerKeys: readonly string[];
  readonly sender: string;
  readonly choose: (consumerKey: string) => void;
}

function Sender({ consumerKeys, sender, choose }: SenderProps) {
  return (
    <label>
      Sent by{' '}
      {consumerKeys.length > MOST_CHOICES ? (
        <input
          type="text"
          value={sender}
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => choose(currentTarget.value.trim())}
        />
      ) : (
        <select value={sender} onChange={({ currentTarget }) => choose(currentTarget.value)}>
          {consumerKeys.map((key) => (
            <option key={key}>{key}</option>
          ))}
        </select>
      )}
    </label>
  );
}

interface LinesProps {
  readonly result: VerificationView;
  /** The same in a terminal. */
  readonly command: string;
}

function Lines({ result: { held, failed, unknown, lines }, command }: LinesProps) {
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
        <p class="muted">A line that names an option, such as --writable, is checked in a terminal only.</p>
        <CommandLine lines={[command]} />
      </details>
    </>
  );
}
