import { percentDecode } from '../../lambda/authorizer/oauth1/percent-encoding';

/** A normalized request parameter of a base string. */
export interface SignedParameter {
  /** As the base string holds it before it is encoded as a whole: `name=value`. */
  readonly encoded: string;
  /** Decoded. */
  readonly name: string;
  readonly value: string;
}

/** A signature base string (RFC 5849 §3.4.1.1), and its three parts decoded. */
export interface BaseString {
  readonly text: string;
  readonly method: string;
  readonly uri: string;
  readonly parameters: readonly SignedParameter[];
}

/** Takes a base string apart. A text that is not percent-encoded correctly, as faulty clients make it, stays as it is. */
export function readBaseString(text: string): BaseString {
  const [, method = '', uri = '', parameters = ''] = /^([^&]*)&([^&]*)&(.*)$/s.exec(text) ?? [];
  const pairs = decoded(parameters);
  return {
    text,
    method: decoded(method),
    uri: decoded(uri),
    parameters: pairs === '' ? [] : pairs.split('&').map(readPair),
  };
}

function readPair(encoded: string): SignedParameter {
  const equals = encoded.indexOf('=');
  const [name, value] = equals < 0 ? [encoded, ''] : [encoded.slice(0, equals), encoded.slice(equals + 1)];
  return { encoded, name: decoded(name), value: decoded(value) };
}

function decoded(text: string): string {
  return percentDecode(text) ?? text;
}
