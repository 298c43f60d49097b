import { SIGNATURE_METHODS, type SignatureMethod } from '../../lambda/authorizer/contract';
import { parseAuthority } from '../../lambda/authorizer/oauth1/authority';
import { parseAuthorizationHeader } from '../../lambda/authorizer/oauth1/authorization-header';
import { baseStringUri } from '../../lambda/authorizer/oauth1/base-string-uri';
import { hmacKey, verifyHmacSignature } from '../../lambda/authorizer/oauth1/hmac-signature';
import { readProtocolParameters } from '../../lambda/authorizer/oauth1/protocol-parameters';
import { parseQueryParameters } from '../../lambda/authorizer/oauth1/query-parameters';
import { signatureBaseString } from '../../lambda/authorizer/oauth1/signature-base-string';
import { urlParts } from '../diagnose/url-parts';

/** A received request without a form body, and the consumer secret to verify it with. */
export interface RequestToVerify {
  readonly method: string;
  /** Absolute URL as the client requested it. */
  readonly url: string;
  /** Value of the `Authorization` header. */
  readonly authorization: string;
  readonly consumerSecret: string;
  /** @default both */
  readonly signatureMethods?: readonly SignatureMethod[];
}

/** Result of verifying a signature. */
export type Verification =
  | {
      readonly signature: 'verified' | 'mismatch';
      readonly consumerKey: string;
      /** As sent. The caller must refuse one that is too old. */
      readonly timestamp: string;
      /** As sent. The caller must refuse one that was used before. */
      readonly nonce: string;
      /** The text that the signature should sign. */
      readonly baseString: string;
    }
  /** The request cannot be verified. */
  | { readonly signature: 'unreadable'; readonly problem: string };

/**
 * Verifies the signature of a request (RFC 5849 §3.2), in constant time. It proves who signed, not that the request is new:
 * timestamp and nonce are the caller's to check.
 *
 * @throws RangeError when an escape in the URL is malformed
 */
export function verifyRequest(request: RequestToVerify): Verification {
  const { method, url, authorization, consumerSecret, signatureMethods = SIGNATURE_METHODS } = request;
  const { scheme, authority: host, path, query = '' } = urlParts(url);
  const authority = parseAuthority(host);
  const protocol = scheme.toLowerCase();
  if (!authority || (protocol !== 'https' && protocol !== 'http')) return unreadable('the URL is not absolute');
  const header = parseAuthorizationHeader(authorization);
  if (!isParsed(header)) return unreadable(`the Authorization header: ${header.problem} at character ${header.at + 1}`);
  const parameters = readProtocolParameters(header);
  if ('problem' in parameters) return unreadable(`the OAuth parameters: ${parameters.problem}`);
  if (parameters.version !== undefined && parameters.version !== '1.0') return unreadable('oauth_version is not 1.0');
  const signatureMethod = signatureMethods.find((known) => known === parameters.signatureMethod);
  if (!signatureMethod) return unreadable(`oauth_signature_method is not ${signatureMethods.join(' or ')}`);
  const uri = baseStringUri({ scheme: protocol, ...authority, path });
  const baseString = signatureBaseString(method, uri, [...parseQueryParameters(query), ...parameters.signed]);
  const { consumerKey, timestamp, nonce, token } = parameters;
  if (token !== '') return unreadable('a token is not supported');
  const signature = verifyHmacSignature(signatureMethod, hmacKey(consumerSecret), baseString, parameters.signature);
  return { signature, consumerKey, timestamp, nonce, baseString };
}

type Header = ReturnType<typeof parseAuthorizationHeader>;

function isParsed(header: Header): header is Extract<Header, readonly unknown[]> {
  return Array.isArray(header);
}

function unreadable(problem: string): Verification {
  return { signature: 'unreadable', problem };
}
