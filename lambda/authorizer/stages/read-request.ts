import type { ClientCertificate } from '../consumers/rules/rule';
import { Denied } from '../decision';
import { isJsonObject, type JsonObject } from '../json-object';
import { parseAuthority, type Authority } from '../oauth1/authority';
import { baseStringUri } from '../oauth1/base-string-uri';
import type { Parameter } from '../oauth1/parameter';

/** A request as the authorizer sees it, independent of API Gateway's event shape. */
export interface SignedRequest {
  readonly method: string;
  /** Path as requested: stage or base path included, escapes untouched. */
  readonly path: string;
  /** Host and port as requested, the host in the case of the Host header. */
  readonly authority: Authority;
  /** Base string URI (RFC 5849 §3.4.1.2). */
  readonly uri: string;
  /** Decoded query parameters, duplicates included. */
  readonly query: readonly Parameter[];
  /** Every value of each header, by lower-case name. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** The caller's address as API Gateway reports it; never taken from a header. */
  readonly sourceIp: string | undefined;
  /** Id of the VPC endpoint that the request came through, as API Gateway reports it; only at a private API. */
  readonly vpcEndpoint: string | undefined;
  /** The certificate that the caller proved by mutual TLS, as API Gateway reports it. */
  readonly clientCertificate: ClientCertificate | undefined;
}

/** Ids under which API Gateway's logs list the same request. */
export interface RequestIds {
  readonly requestId: string | undefined;
  /** Unlike `requestId`, cannot be chosen by the caller. */
  readonly extendedRequestId: string | undefined;
  /** The declared resource, such as `/2/resources/{proxy+}`. */
  readonly resourcePath: string | undefined;
}

// arn:…:{apiId}/{stage}/{METHOD}/{path}
const METHOD_ARN = /^(arn:[^/]{1,200}\/[^/]{1,128})\/([A-Za-z-]{1,32})\//;

const UNREADABLE = new Denied('request_unreadable');

/**
 * Reads the event of a REQUEST authorizer (API Gateway developer guide, "Input to a Lambda authorizer"). Never throws.
 * The base string URI comes from `requestContext`, which has the path as requested. The query comes from the multi-value
 * map, because only that map keeps duplicates.
 */
export function readRequest(event: unknown): SignedRequest | Denied {
  const root = asObject(event);
  const context = asObject(root.requestContext);
  const identity = asObject(context.identity);
  const method = asString(root.httpMethod);
  const path = asString(context.path);
  const headers = readHeaders(root);
  const authority = readAuthority(asString(context.domainName), headers?.get('host') ?? []);
  const query = readQuery(root);
  // API Gateway evaluates the policy for the ARN's method, so a signature over another method proves nothing.
  if (method === undefined || method !== readMethodArn(root).method) return UNREADABLE;
  if (!path?.startsWith('/') || !path.isWellFormed() || !authority || !headers || !query) return UNREADABLE;
  return {
    method,
    path,
    authority,
    uri: baseStringUri({ scheme: 'https', ...authority, path }),
    query,
    headers,
    sourceIp: asString(identity.sourceIp),
    vpcEndpoint: asString(identity.vpceId),
    clientCertificate: readClientCertificate(identity.clientCert),
  };
}

/**
 * Returns the resource that an Allow covers: the verified method on every path of the stage. The path is left out because
 * a long one would exceed the 512 characters that a policy's resource may have; this is safe because results are not
 * cached. Returns `*` for an unreadable event, which can only be denied.
 */
export function policyResource(event: unknown): string {
  const { stage, method } = readMethodArn(asObject(event));
  return stage !== undefined && method !== undefined ? `${stage}/${method}/*` : '*';
}

/** Reads the stage's ARN and the method from the method ARN. */
function readMethodArn({ methodArn }: JsonObject): { readonly stage?: string; readonly method?: string } {
  const [, stage, method] = METHOD_ARN.exec(asString(methodArn) ?? '') ?? [];
  return { ...(stage !== undefined && { stage }), ...(method !== undefined && { method }) };
}

function readClientCertificate(certificate: unknown): ClientCertificate | undefined {
  const { clientCertPem, subjectDN } = asObject(certificate);
  const pem = asString(clientCertPem);
  return pem ? { pem, subject: asString(subjectDN) ?? '' } : undefined;
}

/** Reads the ids for the log line. Accepts an event in any state. */
export function readRequestIds(event: unknown): RequestIds {
  const context = asObject(asObject(event).requestContext);
  return {
    requestId: asString(context.requestId),
    extendedRequestId: asString(context.extendedRequestId),
    resourcePath: asString(context.resourcePath),
  };
}

/**
 * Returns the requested host and port: API Gateway's own domain name, with the port from the Host header if that names
 * the same host. Returns `undefined` without a domain name, or with more than one Host header.
 */
function readAuthority(domainName: string | undefined, hostHeader: readonly string[]): Authority | undefined {
  const domain = parseAuthority(domainName ?? '');
  if (!domain || hostHeader.length > 1) return undefined;
  if (domain.port !== undefined) return domain;
  const requested = parseAuthority(hostHeader[0] ?? '');
  return requested?.host.toLowerCase() === domain.host.toLowerCase() ? requested : domain;
}

/**
 * Merges both header maps, so that no spelling or repetition of a header escapes a check. Returns `undefined` when
 * either is not a map.
 */
function readHeaders(root: JsonObject): ReadonlyMap<string, readonly string[]> | undefined {
  const multi = asMap(root.multiValueHeaders);
  const single = asMap(root.headers);
  if (!multi || !single) return undefined;
  const headers = new Map<string, string[]>();
  for (const [name, values] of Object.entries(multi)) {
    const listed: readonly unknown[] = Array.isArray(values) ? values : [values];
    for (const value of listed) addHeader(headers, name, value);
  }
  for (const [name, value] of Object.entries(single)) {
    if (!headers.get(name.toLowerCase())?.some((known) => known === value)) addHeader(headers, name, value);
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

/** Returns decoded name and value pairs, or `undefined` when one of them is not text that a URL can encode. */
function readQuery(root: JsonObject): readonly Parameter[] | undefined {
  const parameters: Parameter[] = [];
  const multi = asMap(root.multiValueQueryStringParameters);
  const single = asMap(root.queryStringParameters);
  if (!multi || !single) return undefined;
  for (const [name, values] of Object.entries(multi)) {
    if (!name.isWellFormed() || !Array.isArray(values)) return undefined;
    const listed: readonly unknown[] = values;
    // The forwarder would drop a name without values; API Gateway would forward it from the request line.
    if (listed.length === 0) return undefined;
    for (const value of listed) {
      if (typeof value !== 'string' || !value.isWellFormed()) return undefined;
      parameters.push([name, value]);
    }
  }
  // A name found only in the single-value map would not be covered by the signature.
  for (const name of Object.keys(single)) {
    if (!Object.hasOwn(multi, name)) return undefined;
  }
  return parameters;
}

/** Reads a map; a missing one is empty, as some events leave empty maps out. Returns `undefined` for other values. */
function asMap(value: unknown): JsonObject | undefined {
  if (value === undefined || value === null) return {};
  return isJsonObject(value) ? value : undefined;
}

function asObject(value: unknown): JsonObject {
  return asMap(value) ?? {};
}

function asString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
