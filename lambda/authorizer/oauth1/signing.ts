import { hmacSignature, type HmacSignatureMethod } from './hmac-signature';
import { byNameThenValue } from './normalized-parameters';
import type { Parameter } from './parameter';
import { percentEncode } from './percent-encoding';
import { type TypedParameter, typedParameter } from './typed-parameter';

/** The parts of a sent request that its signature covers. */
export interface SentRequest {
  /** Upper case. */
  readonly method: string;
  /** Host as typed, in any case. */
  readonly host: string;
  /** `undefined` for the scheme's default. */
  readonly port: number | undefined;
  /** Path as sent, escapes untouched. */
  readonly path: string;
  /** Query parameters in the order sent, without empty pairs. */
  readonly query: readonly TypedParameter[];
  /** Header parameters that are signed, in the order sent, decoded. */
  readonly protocol: readonly Parameter[];
  readonly signatureMethod: HmacSignatureMethod;
  /** Body as text, if it is known. An authorizer never sees it. */
  readonly body?: string;
}

/** The parts of a base string URI. */
export interface SignedUri {
  readonly scheme: 'http' | 'https';
  readonly authority: string;
  readonly path: string;
  /** Nothing, if the client follows the RFC; otherwise a query with its `?`. */
  readonly query: string;
}

/**
 * A client's way to sign a request: each step of RFC 5849 §3.4 that a faulty client takes in another way. A change of one
 * step leaves the others as they are, so changes can be combined.
 */
export interface Signing {
  readonly sent: SentRequest;
  readonly method: string;
  readonly uri: SignedUri;
  /** Parameters of the query, in the order sent. */
  readonly query: readonly TypedParameter[];
  /** Parameters of the header, in the order sent. */
  readonly header: readonly TypedParameter[];
  /** Encodes one parameter (§3.4.1.3.2, step 1). */
  readonly encode: (parameter: TypedParameter) => Parameter;
  /** Encodes all parameters and brings them into order (§3.4.1.3.2, step 2). */
  readonly arrange: (parameters: readonly TypedParameter[], encode: Signing['encode']) => readonly Parameter[];
  /** Writes the encoded parameters as the last part of the base string (§3.4.1.3.2, steps 3 and 4, and §3.4.1.1). */
  readonly write: (pairs: readonly Parameter[]) => string;
  /** Makes the text of the HMAC key from the percent-encoded consumer secret (§3.4.2). */
  readonly key: (encodedSecret: string) => string | Buffer;
  readonly hash: HmacSignatureMethod;
  /** Writes the HMAC, given in base64, as the decoded value of `oauth_signature` (§3.4.2). */
  readonly text: (base64: string) => string;
}

/** Signs by the rules of RFC 5849. */
export function correctSigning(sent: SentRequest): Signing {
  const { method, host, port, path, query, protocol, signatureMethod } = sent;
  const authority = port === undefined ? host.toLowerCase() : `${host.toLowerCase()}:${port}`;
  return {
    sent,
    method,
    uri: { scheme: 'https', authority, path, query: '' },
    query,
    header: protocol.map(typedParameter),
    encode: encodeParameter,
    arrange: sortEncoded,
    write: writeParameters,
    key: keyOf,
    hash: signatureMethod,
    text: asBase64,
  };
}

/** The last part of the base string. */
export function signedParameters({ query, header, encode, arrange, write }: Signing): string {
  return write(arrange([...query, ...header], encode));
}

/** The text of a base string URI. */
export function signedUriText({ scheme, authority, path, query }: SignedUri): string {
  return `${scheme}://${authority}${path}${query}`;
}

/** The base string (RFC 5849 §3.4.1.1) as this client makes it. */
export function baseStringOf(signing: Signing, written = signedParameters(signing)): string {
  return `${percentEncode(signing.method)}&${percentEncode(signedUriText(signing.uri))}&${written}`;
}

/** The decoded value of `oauth_signature` as this client makes it, from its percent-encoded secret. */
export function signatureOf(signing: Signing, encodedSecret: string, baseString = baseStringOf(signing)): string {
  return signing.text(hmacSignature(signing.hash, signing.key(encodedSecret), baseString));
}

function encodeParameter({ name, value }: TypedParameter): Parameter {
  return [percentEncode(name), percentEncode(value)];
}

function sortEncoded(parameters: readonly TypedParameter[], encode: Signing['encode']): readonly Parameter[] {
  return parameters.map(encode).toSorted(byNameThenValue);
}

function writeParameters(pairs: readonly Parameter[]): string {
  return percentEncode(pairs.map(([name, value]) => `${name}=${value}`).join('&'));
}

function keyOf(encodedSecret: string): string {
  return `${encodedSecret}&`;
}

function asBase64(base64: string): string {
  return base64;
}
