import { normalizedParameters } from './normalized-parameters';
import type { Parameter } from './parameter';
import { percentEncode } from './percent-encoding';

/**
 * Returns the signature base string (RFC 5849 §3.4.1.1).
 *
 * @param uri base string URI, not yet encoded
 * @param parameters decoded parameters of query and header, without `realm` and `oauth_signature`
 */
export function signatureBaseString(method: string, uri: string, parameters: readonly Parameter[]): string {
  return `${percentEncode(method.toUpperCase())}&${percentEncode(uri)}&${percentEncode(normalizedParameters(parameters))}`;
}
