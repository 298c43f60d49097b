import type { RequestView } from '../../contract';
import { Badge } from '../parts/badge';
import { type Column, DataTable } from '../parts/data-table';
import { Notice } from '../parts/notice';
import { SearchField } from '../parts/search-field';
import { contains } from '../parts/text';
import { Link, pathTo, useChoice } from '../router';
import { useLines } from '../use-lines';
import { RequestDetails } from './request-details';

/** The oldest requests beyond this number leave the page. */
const MOST = 2000;

interface LiveRequestsProps {
  /** Path that sends the requests as lines. */
  readonly path: string;
  /** The reseller at whose gateway they arrive. */
  readonly reseller: string;
}

/** Requests as they come, the newest first; one click shows everything known about one, and what to do. */
export function LiveRequests({ path, reseller }: LiveRequestsProps) {
  const { values, failure, open, reconnecting, reload } = useLines<RequestView>(
    path,
    ({ requestId }) => requestId,
    MOST,
  );
  const [search] = useChoice('search');
  const [chosen, choose] = useChoice('request');
  const shown = values.filter((request) => contains(Object.values(request).join(' '), search));
  return (
    <>
      <div class="filters">
        <SearchField label="Search" />
        <span class="count" role="status">
          {shown.length} {shown.length === 1 ? 'request' : 'requests'}
          {open && !reconnecting && ', more may come'}
        </span>
      </div>
      {reconnecting && <Notice kind="info">The connection broke off. Connecting again …</Notice>}
      {failure && (
        <>
          <Notice kind="error">{failure.message}</Notice>
          <button type="button" onClick={reload}>
            Try again
          </button>
        </>
      )}
      {chosen !== '' && (
        <RequestDetails
          key={chosen}
          requestId={chosen}
          reseller={reseller}
          request={values.find(({ requestId }) => requestId === chosen)}
          close={() => choose('')}
        />
      )}
      <DataTable
        label="Requests"
        columns={columns(choose)}
        rows={shown}
        keyOf={({ requestId }) => requestId}
        choose={({ requestId }) => choose(requestId)}
        empty={
          open ? 'Waiting for requests …' : values.length === 0 ? 'No requests in this time.' : 'No request matches.'
        }
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
          {timeMs === undefined ? requestId : momentText(timeMs)}
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

/** The time in UTC to the millisecond, after the day unless that is today. */
function momentText(timeMs: number): string {
  const [day = '', moment = ''] = new Date(timeMs).toISOString().slice(0, 23).split('T');
  return day === new Date().toISOString().slice(0, 10) ? moment : `${day} ${moment}`;
}

function Reason({ reason }: { reason: string }) {
  return reason === 'allowed' ? (
    <Badge state="allowed" />
  ) : (
    <Link to={pathTo('explain', reason)} class="nowrap">
      <code>{reason}</code>
    </Link>
  );
}
