import type { BaseString, SignedParameter } from '../../diagnose/base-string';

/** Explains a signature base string part by part, for developers of clients. */
export function baseStringText({ text, method, uri, parameters }: BaseString): string {
  const width = Math.max(...parameters.map(({ encoded }) => encoded.length));
  return [
    'Signature base string (RFC 5849, section 3.4.1): three parts, each percent-encoded, joined by &.',
    '',
    `1. The method in upper case: ${method}`,
    `2. The URL without its query; scheme and host in lower case, no default port: ${uri}`,
    '3. The parameters of query and Authorization header, except realm and oauth_signature. Names and values are',
    '   percent-encoded, then sorted, then joined: name=value, = even without a value, & between two.',
    ...parameters.map((parameter) => `     ${parameter.encoded.padEnd(width)}  ${decodedText(parameter)}`.trimEnd()),
    '',
    'All in one line:',
    text,
    '',
    'The key of the HMAC is the percent-encoded consumer secret and an &; it is not shown.',
  ].join('\n');
}

/** The decoded parameter, if it differs from the encoded one. */
export function decodedText({ encoded, name, value }: SignedParameter): string {
  const plain = value === '' ? name : `${name}=${value}`;
  return plain === encoded || `${plain}=` === encoded ? '' : printable(plain);
}

/** Replaces control characters, which could move the cursor of a terminal. */
export function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what it replaces
  return text.replace(/[\x00-\x1f\x7f-\x9f]/g, '?');
}
