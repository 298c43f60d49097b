import { Denied } from '../decision';
import { parseAuthority, type Authority } from '../oauth1/authority';
import { baseStringUri } from '../oauth1/base-string-uri';
import type { Parameter } from '../oauth1/parameter';

/** A request as the authorizer sees it, free of API Gateway's event shape. */
export interface SignedRequest {
  readonly method: string;
  /** Path as requested, stage or base path included, escapes untouched. */
  readonly path: string;
  /** Base string URI (RFC 5849 §3.4.1.2). */
  readonly uri: string;
  /** Decoded query parameters, duplicates included. */
  readonly query: readonly Parameter[];
  /** Every value of each header, by lower-case name. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** Address of the caller as API Gateway saw it; never taken from a header. */
  readonly sourceIp: string | undefined;
}

/** Where API Gateway's logs know the request by the same ids. */
export interface RequestIds {
  readonly requestId: string | undefined;
  /** Cannot be chosen by the caller, other than `requestId`. */
  readonly extendedRequestId: string | undefined;
  /** The declared resource, such as `/2/resources/{proxy+}`. */
  readonly resourcePath: string | undefined;
}

type JsonObject = Readonly<Record<string, unknown>>;

const METHOD = /^[A-Za-z-]{1,32}$/;
// arn:…:{apiId}/{stage}/{METHOD}/{path}
const METHOD_ARN = /^(arn:[^/]{1,200}\/[^/]{1,128})\//;

const UNREADABLE = new Denied('request_unreadable');

/**
 * Reads the event of a REQUEST authorizer (API Gateway developer guide, "Input to a Lambda authorizer"). The base
 * string URI comes from `requestContext`, whose path is the one that was requested; the query from the multi-value map,
 * which alone keeps duplicates. Never throws.
 */
export function readRequest(event: unknown): SignedRequest | Denied {
  const root = asObject(event);
  const context = asObject(root.requestContext);
  const method = asString(root.httpMethod);
  const path = asString(context.path);
  const headers = readHeaders(root);
  const authority = readAuthority(asString(context.domainName), headers?.get('host') ?? []);
  const query = readQuery(root);
  if (method === undefined || !METHOD.test(method) || !METHOD_ARN.test(asString(root.methodArn) ?? ''))
    return UNREADABLE;
  if (!path?.startsWith('/') || !path.isWellFormed() || !authority || !headers || !query) return UNREADABLE;
  return {
    method,
    path,
    uri: baseStringUri({ scheme: 'https', ...authority, path }),
    query,
    headers,
    sourceIp: asString(asObject(context.identity).sourceIp),
  };
}

/**
 * What the policy is about: the verified method on every path of the stage. Not the one path, because a long one would
 * pass the 512 characters that a policy's resource may have, and results are not cached. `*` for an unreadable event,
 * which can only be denied.
 */
export function policyResource(event: unknown): string {
  const { methodArn, httpMethod } = asObject(event);
  const stage = METHOD_ARN.exec(asString(methodArn) ?? '')?.[1];
  const method = asString(httpMethod) ?? '';
  return stage !== undefined && METHOD.test(method) ? `${stage}/${method}/*` : '*';
}

/** Reads what the log line needs, whatever the state of the event. */
export function readRequestIds(event: unknown): RequestIds {
  const context = asObject(asObject(event).requestContext);
  return {
    requestId: asString(context.requestId),
    extendedRequestId: asString(context.extendedRequestId),
    resourcePath: asString(context.resourcePath),
  };
}

/**
 * Host and port that were requested: API Gateway's own domain name, with the port that the Host header gives to the
 * same host. `undefined` when there is no domain name, or more than one Host header.
 */
function readAuthority(domainName: string | undefined, hostHeader: readonly string[]): Authority | undefined {
  const domain = parseAuthority(domainName ?? '');
  if (!domain || hostHeader.length > 1) return undefined;
  if (domain.port !== undefined) return domain;
  const requested = parseAuthority(hostHeader[0] ?? '');
  return requested?.host.toLowerCase() === domain.host.toLowerCase() ? requested : domain;
}

/**
 * Merges both header maps, so that no spelling and no repetition of a header can hide from a check. `undefined` when
 * one of them is no map.
 */
function readHeaders(root: JsonObject): ReadonlyMap<string, readonly string[]> | undefined {
  const multi = asMap(root.multiValueHeaders);
  const single = asMap(root.headers);
  if (!multi || !single) return undefined;
  const headers = new Map<string, string[]>();
  for (const [name, values] of Object.entries(multi)) {
    for (const value of Array.isArray(values) ? (values as unknown[]) : [values]) addHeader(headers, name, value);
  }
  for (const [name, value] of Object.entries(single)) {
    if (!headers.get(name.toLowerCase())?.includes(value as string)) addHeader(headers, name, value);
  }
  return headers;
}

function addHeader(headers: Map<string, string[]>, name: string, value: unknown): void {
  const key = name.toLowerCase();
  const values = headers.get(key);
  const text = asString(value) ?? '';
  if (values) values.push(text);
  else headers.set(key, [text]);
}

/** Decoded name and value pairs; `undefined` when something is not text that a URL can hold. */
function readQuery(root: JsonObject): readonly Parameter[] | undefined {
  const parameters: Parameter[] = [];
  const multi = asMap(root.multiValueQueryStringParameters);
  const single = asMap(root.queryStringParameters);
  if (!multi || !single) return undefined;
  for (const [name, values] of Object.entries(multi)) {
    if (!name.isWellFormed() || !Array.isArray(values)) return undefined;
    for (const value of values as readonly unknown[]) {
      if (typeof value !== 'string' || !value.isWellFormed()) return undefined;
      parameters.push([name, value]);
    }
  }
  // A name that only the single-value map knows would go unsigned.
  for (const name of Object.keys(single)) {
    if (!Object.hasOwn(multi, name)) return undefined;
  }
  return parameters;
}

/** A map that may be missing, as empty maps are in some events; `undefined` when it is something else. */
function asMap(value: unknown): JsonObject | undefined {
  if (value === undefined || value === null) return {};
  return typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

function asObject(value: unknown): JsonObject {
  return asMap(value) ?? {};
}

function asString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
