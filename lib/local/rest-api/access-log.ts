import { type Lookup, substitute } from './expressions';

/** One line of the access log; a variable without a value is `-` (documented). Values are escaped as on AWS (observed). */
export function accessLogLine(format: string, lookup: Lookup): string {
  const escaped: Lookup = (name) => {
    const value = lookup(name);
    return value === undefined ? undefined : JSON.stringify(value).slice(1, -1);
  };
  return substitute(format, escaped, '-');
}
