import { createHmac } from 'node:crypto';
import { HASHES, type HmacSignatureMethod } from './hmac-signature';
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
 * How a client signs a request: each step of RFC 5849 §3.4 that a faulty client takes in another way. A change of one
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
  /** Writes the HMAC as the value of `oauth_signature`, decoded (§3.4.2). */
  readonly text: (mac: Buffer) => string;
}

/** Signs as RFC 5849 says. */
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
    text: toBase64,
  };
}

/** The last part of the base string. */
export function signedParameters({ query, header, encode, arrange, write }: Signing): string {
  return write(arrange([...query, ...header], encode));
}

/** The base string (RFC 5849 §3.4.1.1) as this client makes it. */
export function baseStringOf(signing: Signing, written = signedParameters(signing)): string {
  const { scheme, authority, path, query } = signing.uri;
  return `${percentEncode(signing.method)}&${percentEncode(`${scheme}://${authority}${path}${query}`)}&${written}`;
}

/** The HMAC as this client makes it. */
export function macOf({ hash, key }: Signing, encodedSecret: string, baseString: string): Buffer {
  return createHmac(HASHES[hash], key(encodedSecret)).update(baseString).digest();
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

function toBase64(mac: Buffer): string {
  return mac.toString('base64');
}
