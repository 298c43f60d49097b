import type { SignatureMethod } from '../authorizer/contract';
import { isJsonObject, type JsonObject } from '../authorizer/json-object';

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
  /** The first route that forwards GET. */
  readonly path: string;
  readonly signatureMethods?: readonly string[];
}

/** Reads a descriptor; one without routes forwards the default route. */
export function readTarget(text: string): ProbeTarget {
  const { url, routes = [{}], signatureMethods } = parse(text, 'DescriptorUnreadable');
  if (typeof url !== 'string' || !Array.isArray(routes)) throw new DocumentError('DescriptorUnreadable');
  const route = routes.find(
    (one) => isJsonObject(one) && (!Array.isArray(one.methods) || one.methods.includes('GET')),
  ) as JsonObject | undefined;
  return {
    url,
    path: typeof route?.path === 'string' ? route.path : '/aps/2/resources',
    ...(Array.isArray(signatureMethods) && { signatureMethods: signatureMethods.map(String) }),
  };
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
