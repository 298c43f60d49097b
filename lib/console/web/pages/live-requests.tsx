import { useEffect, useRef, useState } from 'preact/hooks';
import type { ExplainedFault, ExplainedRefusal, RequestView } from '../../contract';
import { Badge } from '../parts/badge';
import { type Column, DataTable } from '../parts/data-table';
import { type Fact, Facts } from '../parts/facts';
import { Notice } from '../parts/notice';
import { SearchField } from '../parts/search-field';
import { contains } from '../parts/text';
import { Link, pathTo, useChoice } from '../router';
import { useLines } from '../use-lines';
import { useResource } from '../use-resource';

/** The oldest requests beyond this number leave the page. */
const MOST = 2000;

/** Requests as they come, the newest first; one click shows what is known about one, and what to do. */
export function LiveRequests({ path }: { path: string }) {
  const { values, failure, open } = useLines<RequestView>(path, ({ requestId }) => requestId, MOST);
  const refusals = useResource<readonly ExplainedRefusal[]>('/api/refusals');
  const faults = useResource<readonly ExplainedFault[]>('/api/faults');
  const [search] = useChoice('search');
  const [chosen, setChosen] = useState<string>();
  const shown = values.filter((request) => contains(Object.values(request).join(' '), search));
  const one = values.find(({ requestId }) => requestId === chosen);
  return (
    <>
      <div class="filters">
        <SearchField label="Search" />
        <span class="count" role="status">
          {shown.length} {shown.length === 1 ? 'request' : 'requests'}
          {open && ', more may come'}
        </span>
      </div>
      {failure && <Notice kind="error">{failure.message}</Notice>}
      {one && (
        <Details
          request={one}
          refusal={refusals.value?.find(({ code }) => code === one.reason)}
          fault={faults.value?.find(({ id }) => id === one.signatureFault)}
          close={() => setChosen(undefined)}
        />
      )}
      <DataTable
        label="Requests"
        columns={columns(setChosen)}
        rows={shown}
        keyOf={({ requestId }) => requestId}
        empty={open ? 'Waiting for requests …' : 'No such request.'}
      />
    </>
  );
}

function columns(choose: (requestId: string) => void): readonly Column<RequestView>[] {
  return [
    {
      name: 'Time (UTC)',
      by: ({ timeMs }) => timeMs,
      show: ({ timeMs, requestId }) => (
        <button type="button" class="link" onClick={() => choose(requestId)}>
          {timeMs === undefined ? requestId : new Date(timeMs).toISOString().slice(11, 23)}
        </button>
      ),
    },
    { name: 'Status', by: ({ status }) => status, show: ({ status }) => status ?? '–' },
    { name: 'Reason', by: ({ reason }) => reason, show: ({ reason }) => reason && <Reason reason={reason} /> },
    {
      name: 'Request',
      by: ({ path }) => path,
      show: ({ method, path }) => <code>{`${method ?? ''} ${path ?? ''}`}</code>,
    },
    {
      name: 'Consumer',
      by: ({ consumerKey, claimedConsumerKey }) => consumerKey ?? claimedConsumerKey,
      show: ({ consumerKey, claimedConsumerKey, reseller }) =>
        consumerKey !== undefined && reseller !== undefined ? (
          <Link to={pathTo('resellers', reseller, 'consumers', consumerKey)}>
            <code>{consumerKey}</code>
          </Link>
        ) : (
          claimedConsumerKey !== undefined && <span class="muted">{claimedConsumerKey} (claimed)</span>
        ),
    },
    { name: 'ms', by: ({ latencyMs }) => latencyMs, show: ({ latencyMs }) => latencyMs ?? '–', numeric: true },
  ];
}

function Reason({ reason }: { reason: string }) {
  return reason === 'allowed' ? (
    <Badge state="allowed" />
  ) : (
    <Link to={pathTo('explain', reason)}>
      <code>{reason}</code>
    </Link>
  );
}

interface DetailsProps {
  readonly request: RequestView;
  readonly refusal: ExplainedRefusal | undefined;
  readonly fault: ExplainedFault | undefined;
  readonly close: () => void;
}

function Details({ request, refusal, fault, close }: DetailsProps) {
  const { requestId, latencyMs, authorizerLatencyMs, uiNodeLatencyMs, uiNodeStatus } = request;
  const section = useRef<HTMLElement>(null);
  // The reader may be far down the list.
  useEffect(() => section.current?.focus(), [requestId]);
  const facts: readonly Fact[] = [
    ['Request id', <code key="id">{requestId}</code>],
    ['Answer', request.status],
    ['What is wrong', refusal?.message],
    ['Fault of the client', fault && `The signature verifies with ${fault.sentence}.`],
    ['What to do', fault?.remedy ?? refusal?.remedy],
    ['From', [request.sourceIp, request.userAgent].filter(Boolean).join(', ')],
    ['Tier', request.tier],
    ['Time', latencyMs !== undefined && `${latencyMs} ms in all`],
    ['Authorizer', authorizerLatencyMs !== undefined && `${authorizerLatencyMs} ms`],
    ['UI node', uiNodeLatencyMs !== undefined && `${uiNodeLatencyMs} ms, answered ${uiNodeStatus ?? 'nothing'}`],
  ];
  return (
    <section
      aria-label={`Request ${requestId}`}
      tabIndex={-1}
      ref={section}
      onKeyDown={({ key }) => key === 'Escape' && close()}
    >
      <Facts facts={facts} />
      <p>
        <Link to={pathTo('requests', requestId)}>Its way, stage by stage</Link>{' '}
        <button type="button" onClick={close}>
          Close
        </button>
      </p>
    </section>
  );
}
