type Value = string | boolean | readonly Value[] | { readonly [name: string]: Value | undefined };

/** Services that speak AWS's query protocol: forms in, XML out. */
export const QUERY_SERVICES: ReadonlySet<string> = new Set(['sts', 'iam', 'sns', 'cloudformation']);

/** The answer to an action of a query service. */
export function queryResult(action: string, result: Value): string {
  return `<${action}Response><${action}Result>${xml(result)}</${action}Result></${action}Response>`;
}

/** The error answer of a query service. */
export function queryError(code: string, message: string): string {
  return `<ErrorResponse>${xml({ Error: { Type: 'Sender', Code: code, Message: message } })}</ErrorResponse>`;
}

function xml(value: Value): string {
  if (typeof value === 'string') return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map((one: Value) => `<member>${xml(one)}</member>`).join('');
  return Object.entries(value)
    .map(([name, part]: [string, Value | undefined]) => (part === undefined ? '' : `<${name}>${xml(part)}</${name}>`))
    .join('');
}
