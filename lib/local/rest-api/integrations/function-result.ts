import { isObject } from '../../../is-object';
import type { HeaderList } from '../../http/http-message';

/** Status and headers of a response. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: HeaderList;
}

/** Response that a function returns, its body still a string. */
export interface FunctionResponse extends ResponseHead {
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

const MEMBERS = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

/**
 * Reads the result of a Lambda proxy integration. Every member may be absent or `null`, but not all of them (recorded).
 * Returns the problem as text if API Gateway would answer 502.
 */
export function readFunctionResult(result: unknown): FunctionResponse | string {
  if (!isObject(result)) return 'the result is not an object';
  const names = Object.keys(result);
  if (names.length === 0) return 'the result is empty';
  const unknown = names.find((name) => !MEMBERS.has(name));
  if (unknown !== undefined) return `the result has an unknown member, ${unknown}`;
  const body = result['body'] ?? '';
  if (typeof body !== 'string') return 'body is not a string';
  const head = readHead(result);
  return typeof head === 'string' ? head : { ...head, body, isBase64Encoded: result['isBase64Encoded'] === true };
}

/**
 * Reads the metadata of a function that streams: as a result without a body, and with `cookies` (documented).
 * Returns the problem as text.
 */
export function readStreamMetadata(metadata: unknown): ResponseHead | string {
  if (!isObject(metadata)) return 'the metadata is not an object';
  const head = readHead(metadata);
  const cookies = metadata['cookies'] ?? [];
  if (typeof head === 'string') return head;
  if (!Array.isArray(cookies)) return 'cookies is not a list';
  const set = cookies.map((cookie) => ['Set-Cookie', String(cookie)] as const);
  return { ...head, headers: [...head.headers, ...set] };
}

function readHead(members: Readonly<Record<string, unknown>>): ResponseHead | string {
  const status = Number(members['statusCode'] ?? 200);
  if (!Number.isInteger(status) || status < 100 || status > 999) return 'statusCode is not a status';
  const single = members['headers'] ?? {};
  const multi = members['multiValueHeaders'] ?? {};
  if (!isObject(single)) return 'headers is not a map';
  if (!isObject(multi)) return 'multiValueHeaders is not a map';
  const headers = joinHeaders(single, multi);
  return headers === undefined ? 'a member of multiValueHeaders is not a list' : { status, headers };
}

/** Joins both maps: a name in both has all values, those of the multi map first and in its spelling (recorded). */
function joinHeaders(
  single: Readonly<Record<string, unknown>>,
  multi: Readonly<Record<string, unknown>>,
): HeaderList | undefined {
  const joined = new Map<string, { readonly name: string; readonly values: string[] }>();
  for (const [name, values] of Object.entries(multi)) {
    if (!Array.isArray(values)) return undefined;
    joined.set(name.toLowerCase(), { name, values: values.map(String) });
  }
  for (const [name, value] of Object.entries(single)) {
    const header = joined.get(name.toLowerCase());
    if (header) header.values.push(String(value));
    else joined.set(name.toLowerCase(), { name, values: [String(value)] });
  }
  return [...joined.values()].flatMap(({ name, values }) => values.map((value) => [name, value] as const));
}
