import type { CommandResult, ExplainedRefusal, TraceView } from '../../contract';
import { Badge } from '../parts/badge';
import { CommandLine } from '../parts/command';
import { type Fact, Facts } from '../parts/facts';
import { Loaded } from '../parts/loaded';
import { Link, pathTo } from '../router';
import { useResource } from '../use-resource';
import type { PageProps } from './page';

/** One request, stage by stage. */
export function Trace({ params: { requestId = '' } }: PageProps) {
  const trace = useResource<CommandResult<TraceView>>(pathTo('api', 'trace', requestId));
  const refusals = useResource<readonly ExplainedRefusal[]>('/api/refusals');
  return (
    <>
      <Loaded of={trace}>
        {({ result }) => (
          <Story trace={result} refusal={refusals.value?.find(({ code }) => code === result.record.reason)} />
        )}
      </Loaded>
      <CommandLine lines={[`trace ${requestId}`]} />
    </>
  );
}

function Story({ trace, refusal }: { trace: TraceView; refusal: ExplainedRefusal | undefined }) {
  const { record, stages, checks, links } = trace;
  return (
    <>
      <Facts facts={factsOf(trace, refusal)} />
      <h2>Its way</h2>
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
          <h2>Checks of the authorizer</h2>
          <ul class="checks">
            {checks.map(({ check, outcome }) => (
              <li key={check}>
                <Badge state={outcome} /> {check}
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        {Object.entries(links).map(([name, href]) => [
          <a key={name} href={href} target="_blank" rel="noreferrer">
            {name}
          </a>,
          ' ',
        ])}
        {record.reseller !== undefined && record.consumerKey !== undefined && (
          <Link to={pathTo('resellers', record.reseller, 'consumers', record.consumerKey)}>Its consumer</Link>
        )}
      </p>
    </>
  );
}

function factsOf({ record, signatureFault: fault }: TraceView, refusal: ExplainedRefusal | undefined): readonly Fact[] {
  const { timeMs, method, path, status, reason, consumerKey, claimedConsumerKey } = record;
  return [
    ['When (UTC)', timeMs !== undefined && new Date(timeMs).toISOString()],
    ['Asked', <code key="asked">{`${method ?? ''} ${path ?? ''}`}</code>],
    ['Who', consumerKey ?? (claimedConsumerKey !== undefined && `${claimedConsumerKey}, as it claims`)],
    ['From', [record.sourceIp, record.userAgent].filter(Boolean).join(', ')],
    ['Answer', status],
    ['Reason', reason !== undefined && <code key="reason">{reason}</code>],
    ['What is wrong', refusal?.message],
    ['Fault of the client', fault && `The signature verifies with ${fault.sentence}.`],
    ['What to do', fault?.remedy ?? refusal?.remedy],
    ['Time', record.latencyMs !== undefined && `${record.latencyMs} ms`],
  ];
}
