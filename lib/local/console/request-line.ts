import type { Colors } from 'picocolors/types';

import type { AnsweredRequest } from '../answered-request';

const CONSUMER_CHARACTERS = 12;

/** The live line of one request: method, path, consumer, decision with its reason, status, milliseconds. */
export function requestLine(request: AnsweredRequest, colors: Colors): string {
  const { method, path, consumerKey, decision, reason, status, milliseconds, resellerId } = request;
  const paint = decision === 'allowed' ? colors.green : colors.yellow;
  const told = reason === undefined ? decision : `${decision} ${reason}`;
  return [
    colors.dim(resellerId),
    method.padEnd(6),
    printable(path),
    colors.dim(consumerKey === undefined ? '-' : shortened(consumerKey)),
    paint(told),
    status < 500 ? String(status) : colors.red(String(status)),
    colors.dim(`${milliseconds} ms`),
  ].join('  ');
}

function shortened(text: string): string {
  return text.length > CONSUMER_CHARACTERS ? `${text.slice(0, CONSUMER_CHARACTERS)}…` : text;
}

/** A caller chooses the path: nothing in it may steer the terminal. */
function printable(path: string): string {
  return path.replace(/[^\x21-\x7e]/g, '?').slice(0, 200);
}
