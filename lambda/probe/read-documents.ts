import type { SignatureMethod } from '../authorizer/contract';
import { isJsonObject, type JsonObject } from '../authorizer/json-object';

/** The default route's. */
const DEFAULT_PATH = '/aps/2/resources';

export const HMAC_SHA1_ONLY: readonly SignatureMethod[] = ['HMAC-SHA1'];

/** A document without what the probe needs. Its name says which; the text is never repeated. */
class DocumentError extends Error {
  constructor(override readonly name: 'DescriptorUnreadable' | 'CredentialsUnreadable') {
    super(name);
  }
}

/** The parts of a gateway's descriptor that a probe needs. */
export interface ProbeTarget {
  readonly url: string;
  readonly routes: ProbedRoutes;
  readonly signatureMethods?: readonly string[];
}

/** Paths of routes that forward GET, one for each backend. */
export interface ProbedRoutes {
  /** Leads to the UI nodes that routes share; to a backend of its own only if all routes do. */
  readonly first: string;
  readonly further: readonly string[];
}

/** Reads a descriptor; one without routes forwards the default route. */
export function readTarget(text: string): ProbeTarget {
  const { url, routes = [{}], signatureMethods } = parse(text, 'DescriptorUnreadable');
  if (typeof url !== 'string' || !Array.isArray(routes)) throw new DocumentError('DescriptorUnreadable');
  return {
    url,
    routes: routesToProbe(routes.filter(isJsonObject)),
    ...(Array.isArray(signatureMethods) && { signatureMethods: signatureMethods.map(String) }),
  };
}

function routesToProbe(routes: readonly JsonObject[]): ProbedRoutes {
  const paths = new Map<unknown, string>();
  for (const { path, methods, brandEndpoint } of routes) {
    if (paths.has(brandEndpoint) || (Array.isArray(methods) && !methods.includes('GET'))) continue;
    paths.set(brandEndpoint, typeof path === 'string' ? path : DEFAULT_PATH);
  }
  const shared = paths.get(undefined);
  paths.delete(undefined);
  const [first = DEFAULT_PATH, ...further] = [...(shared === undefined ? [] : [shared]), ...paths.values()];
  return { first, further };
}

/** Returns the newest consumer secret of a credentials document. */
export function newestSecret(text: string): string {
  const { secrets } = parse(text, 'CredentialsUnreadable');
  const newest: unknown = Array.isArray(secrets) ? secrets[0] : undefined;
  if (isJsonObject(newest) && typeof newest.value === 'string') return newest.value;
  throw new DocumentError('CredentialsUnreadable');
}

function parse(text: string, problem: DocumentError['name']): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return value;
  } catch {
    // The cause could quote the document.
  }
  throw new DocumentError(problem);
}
