import { useState } from 'preact/hooks';
import { SAMPLE_REQUESTS, type SampleAnswer, type SampleRequest } from '../../contract';
import { CallError, post } from '../call';
import { Notice } from '../parts/notice';
import { useChoice } from '../router';

const LABELS: Readonly<Record<SampleRequest, string>> = {
  signed: 'Correct',
  forged: 'Forged',
  replayed: 'Replayed',
  unsigned: 'Unsigned',
  throttled: 'Too many at once',
};

/** On localhost: sends requests as the sample consumer, or as an attacker, and shows the answer. */
export function SendSamples({ reseller }: { reseller: string }) {
  const [answer, setAnswer] = useState<SampleAnswer>();
  const [problem, setProblem] = useState<string>();
  const [, choose] = useChoice('request');
  const send = async (kind: SampleRequest) => {
    try {
      setAnswer(await post<SampleAnswer>('/api/local/requests', { kind, reseller }));
      setProblem(undefined);
    } catch (error) {
      setProblem(error instanceof CallError ? error.message : String(error));
    }
  };
  return (
    <section aria-label="Send a request">
      <div class="actions">
        <span>Send a request:</span>
        {SAMPLE_REQUESTS.map((kind) => (
          <button key={kind} type="button" onClick={() => void send(kind)}>
            {LABELS[kind]}
          </button>
        ))}
      </div>
      {problem !== undefined && <Notice kind="error">{problem}</Notice>}
      {answer && (
        <Notice kind={answer.status < 400 ? 'done' : 'info'}>
          {answer.status} <code>{answer.body.slice(0, 300)}</code>{' '}
          <button type="button" class="small" onClick={() => choose(answer.requestId)}>
            Watch its way
          </button>
        </Notice>
      )}
    </section>
  );
}
