import { percentEncode } from './oauth1/percent-encoding';

const LONGEST = 64;

/** Text of a request, made safe to repeat in JSON, in a header and in a log line: percent-encoded and cut. */
export function printable(text: string): string {
  return percentEncode(text.slice(0, LONGEST).toWellFormed());
}
