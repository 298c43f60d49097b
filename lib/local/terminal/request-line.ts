import type { Colors } from 'picocolors/types';

import type { AnsweredRequest } from './answered-request';

const CONSUMER_CHARACTERS = 12;

/**
 * The live line of one request: local time, reseller, method, path, consumer, decision with its reason, status,
 * milliseconds. Lines align by the length of the longest reseller id.
 */
export function requestLine(request: AnsweredRequest, colors: Colors, resellerWidth = 0): string {
  const { at, method, path, consumerKey, decision, reason, cause, latencyMs, resellerId } = request;
  const paint = decision === 'allowed' ? colors.green : colors.yellow;
  const shown = reason === undefined ? decision : `${decision} ${reason}`;
  return [
    colors.dim(new Date(at).toTimeString().slice(0, 'HH:MM:SS'.length)),
    colors.dim(resellerId.padEnd(resellerWidth)),
    method.padEnd(6),
    path === '' ? '-' : printable(path),
    colors.dim(consumerKey === undefined ? '-' : shortened(consumerKey)),
    paint(shown),
    statusOf(request, colors),
    colors.dim(`${latencyMs} ms`),
    ...(cause === undefined ? [] : [colors.dim(printable(cause, /[^ -~]/g))]),
  ].join('  ');
}

/** Marks an error of the UI node, since only the gateway's own errors have a reason. */
function statusOf({ status, answeredBy }: AnsweredRequest, { red }: Colors): string {
  const shown = status >= 400 && answeredBy === 'UI node' ? `${status} by the UI node` : String(status);
  return status < 500 ? shown : red(shown);
}

function shortened(text: string): string {
  return text.length > CONSUMER_CHARACTERS ? `${text.slice(0, CONSUMER_CHARACTERS)}…` : text;
}

/** Replaces control characters: callers choose the path, and it must not control the terminal. */
function printable(text: string, unprintable = /[^\x21-\x7e]/g): string {
  return text.replace(unprintable, '?').slice(0, 200);
}
