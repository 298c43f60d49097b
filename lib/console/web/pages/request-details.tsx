import { useEffect, useRef } from 'preact/hooks';
import type { CommandResult, ExplainedFault, ExplainedRefusal, RequestView, TraceView } from '../../contract';
import { type Fact, Facts } from '../parts/facts';
import { Loaded } from '../parts/loaded';
import { Stages } from '../parts/stages';
import { Link, pathTo } from '../router';
import { useResource } from '../use-resource';

interface RequestDetailsProps {
  readonly requestId: string;
  /** The reseller at whose gateway it arrived. */
  readonly reseller: string;
  /** The request in the log; its trace says the same, later. */
  readonly request: RequestView | undefined;
  readonly close: () => void;
}

/** One request: what is wrong, what to do, and its way stage by stage. */
export function RequestDetails({ requestId, reseller, request, close }: RequestDetailsProps) {
  const trace = useResource<CommandResult<TraceView>>(
    `${pathTo('api', 'trace', requestId)}?reseller=${encodeURIComponent(reseller)}`,
  );
  const section = useRef<HTMLElement>(null);
  // The reader may be far down the list.
  useEffect(() => section.current?.focus(), []);
  const known = request ?? trace.value?.result.record;
  return (
    <section
      class="details"
      aria-label={`Request ${requestId}`}
      tabIndex={-1}
      ref={section}
      onKeyDown={({ key }) => key === 'Escape' && close()}
    >
      <div class="heading">
        <h2>
          Request <code>{requestId}</code>
        </h2>
        <Link to={pathTo('requests', requestId)}>Its own page</Link>
        <button type="button" onClick={close}>
          Close
        </button>
      </div>
      {known && <Diagnosis request={known} />}
      <h3>Its way</h3>
      <Loaded of={trace}>{({ result }) => <Stages trace={result} />}</Loaded>
    </section>
  );
}

/** The outcome of a request, the reason in words, and the remedy. */
export function Diagnosis({ request }: { request: RequestView }) {
  const refusals = useResource<readonly ExplainedRefusal[]>('/api/refusals');
  const faults = useResource<readonly ExplainedFault[]>('/api/faults');
  const { reason, timeMs, uiNodeStatus } = request;
  const refusal = refusals.value?.find(({ code }) => code === reason);
  const fault = faults.value?.find(({ id }) => id === request.signatureFault);
  const facts: readonly Fact[] = [
    ['What is wrong', refusal?.message],
    ['Fault of the client', fault && `The signature verifies with ${fault.sentence}.`],
    ['What to do', (fault?.remedy ?? refusal?.remedy) && <strong>{fault?.remedy ?? refusal?.remedy}</strong>],
    ['At a gateway for bearer tokens only', !fault && refusal?.withTokens],
    ['When (UTC)', timeMs !== undefined && new Date(timeMs).toISOString().replace('T', ' ').slice(0, 23)],
    ['Request', <code key="request">{`${request.method ?? ''} ${request.path ?? ''}`}</code>],
    ['Answer', request.status],
    ['Reason', reason !== undefined && reason !== 'allowed' && <ReasonLink reason={reason} />],
    ['Fault of the gateway', request.fault !== undefined && <ReasonLink reason={request.fault} />],
    ['Consumer', <ConsumerOf key="consumer" request={request} />],
    ['From', [request.sourceIp, request.userAgent].filter(Boolean).join(', ')],
    ['Tier', request.tier],
    ['Time', ms(request.latencyMs, ' in all')],
    ['Authorizer', ms(request.authorizerLatencyMs)],
    ['UI node', ms(request.uiNodeLatencyMs, `, answered ${uiNodeStatus ?? 'nothing'}`)],
  ];
  return <Facts facts={facts} />;
}

function ms(time: number | undefined, more = ''): string | false {
  return time !== undefined && `${time} ms${more}`;
}

/** A key whose signature did not verify is only claimed; its consumer may still have to do with it. */
function ConsumerOf({ request: { reseller, consumerKey, claimedConsumerKey } }: { request: RequestView }) {
  if (consumerKey !== undefined && reseller !== undefined)
    return (
      <Link to={pathTo('resellers', reseller, 'consumers', consumerKey)}>
        <code>{consumerKey}</code>
      </Link>
    );
  if (consumerKey !== undefined) return <code>{consumerKey}</code>;
  return claimedConsumerKey === undefined ? (
    <>unknown</>
  ) : (
    <>
      <code>{claimedConsumerKey}</code>, as it claims
    </>
  );
}

function ReasonLink({ reason }: { reason: string }) {
  return (
    <Link to={pathTo('explain', reason)}>
      <code>{reason}</code>
    </Link>
  );
}
