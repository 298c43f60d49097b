import type { Colors } from 'picocolors/types';
import type { RequestRecord } from '../../logs/request-record';
import { printableText } from './printable';

/** Shown in place of what no log line has. */
const UNKNOWN = '-';

/**
 * Formats one request as one line: time, status, method and path, consumer, reason, the times of all, of the authorizer and
 * of the UI node, request id.
 *
 * @param again true if the request was shown before, with less
 */
export function requestText(record: RequestRecord, again: boolean, colors: Colors): string {
  const { timeMs, status, method = UNKNOWN, path, route = UNKNOWN, requestId } = record;
  return [
    colors.dim(new Date(timeMs).toISOString()),
    statusText(status, colors),
    `${method} ${printableText(path ?? route)}`,
    consumerText(record),
    reasonText(record, colors),
    colors.dim(`${timesText(record)} ms`),
    colors.dim(requestId),
    ...(again ? [colors.dim('(again, with the line that was missing)')] : []),
  ].join('  ');
}

/** The consumer of a request; a key that it only claims has a question mark. */
export function consumerText({ consumerKey, claimedConsumerKey }: RequestRecord): string {
  return consumerKey ?? (claimedConsumerKey === undefined ? UNKNOWN : `${claimedConsumerKey}?`);
}

function statusText(status: number | undefined, { green, yellow, red, dim }: Colors): string {
  if (status === undefined) return dim('---');
  const paint = status < 400 ? green : status < 500 ? yellow : red;
  return paint(String(status));
}

/** The reason, and the fault behind it. */
function reasonText({ reason, fault }: RequestRecord, { green, yellow }: Colors): string {
  if (reason === 'allowed') return green(reason);
  return yellow(`${reason ?? UNKNOWN}${fault === undefined ? '' : ` (${printableText(fault)})`}`);
}

function timesText({ latencyMs, authorizerLatencyMs, uiNodeLatencyMs }: RequestRecord): string {
  return [latencyMs, authorizerLatencyMs, uiNodeLatencyMs].map((time) => time ?? UNKNOWN).join('/');
}
