import type { Parameter } from './parameter';

/** The decoded protocol parameters of one request (RFC 5849 §3.1), and the header parameters that are signed. */
export interface ProtocolParameters {
  readonly consumerKey: string;
  /** Empty when absent: both mean that there is no token (§3.1). */
  readonly token: string;
  readonly signatureMethod: string;
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly version: string | undefined;
  /** Every header parameter that belongs to the base string (§3.4.1.3.1), unknown protocol parameters included. */
  readonly signed: readonly Parameter[];
}

/** Defect of header parameters as protocol parameters (RFC 5849 §3.1), with the names of those parameters. */
export type ProtocolParametersProblem =
  | { readonly problem: 'repeated' | 'unexpected'; readonly name: string }
  | { readonly problem: 'missing'; readonly names: readonly string[] };

const REQUIRED = [
  'oauth_consumer_key',
  'oauth_signature_method',
  'oauth_signature',
  'oauth_timestamp',
  'oauth_nonce',
] as const;

/** The reserved prefix of protocol parameters (RFC 5849 §3.1). */
export const PROTOCOL_PREFIX = 'oauth_';

/** Matches the names of protocol parameters, of which none has a capital letter. */
const PROTOCOL_NAME = /^oauth_[a-z0-9_]+$/;

/**
 * Reads the protocol parameters: each may occur only once, and five are required (RFC 5849 §3.1). All others are
 * unexpected: header and query are signed as one list, so a parameter of the query could be moved into the header, and
 * some servers read a name such as `!oauth_nonce` as `oauth_nonce`.
 */
export function readProtocolParameters(
  parameters: readonly Parameter[],
): ProtocolParameters | ProtocolParametersProblem {
  const values = new Map<string, string>();
  const signed: Parameter[] = [];
  for (const parameter of parameters) {
    const [name, value] = parameter;
    if (!PROTOCOL_NAME.test(name)) return { problem: 'unexpected', name };
    if (values.has(name)) return { problem: 'repeated', name };
    values.set(name, value);
    if (name !== 'oauth_signature') signed.push(parameter);
  }

  const consumerKey = values.get('oauth_consumer_key');
  const signatureMethod = values.get('oauth_signature_method');
  const signature = values.get('oauth_signature');
  const timestamp = values.get('oauth_timestamp');
  const nonce = values.get('oauth_nonce');
  if (
    consumerKey === undefined ||
    signatureMethod === undefined ||
    signature === undefined ||
    timestamp === undefined ||
    nonce === undefined
  ) {
    return { problem: 'missing', names: REQUIRED.filter((name) => !values.has(name)) };
  }
  return {
    consumerKey,
    token: values.get('oauth_token') ?? '',
    signatureMethod,
    signature,
    timestamp,
    nonce,
    version: values.get('oauth_version'),
    signed,
  };
}
