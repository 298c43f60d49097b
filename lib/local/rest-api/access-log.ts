import { type Lookup, substitute } from './expressions';

/** One line of the access log; a variable without a value is `-` (documented). */
export function accessLogLine(format: string, lookup: Lookup): string {
  return substitute(format, lookup, '-');
}
