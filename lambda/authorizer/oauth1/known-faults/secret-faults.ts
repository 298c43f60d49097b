import { percentDecode, percentEncode } from '../percent-encoding';
import type { Signing } from '../signing';
import type { KnownFault } from './known-fault';

/** Faults in making the HMAC key. The base string stays as it is. */
export const SECRET_FAULTS: readonly KnownFault[] = [
  {
    id: 'secret_line_end',
    clients: [],
    sentence: 'a line end after the consumer secret',
    remedy: 'Remove the line end from the consumer secret; a file or a shell command such as echo may have added it.',
    proves: 'secret',
    change: (signing) =>
      keys(
        signing,
        (secret) => `${secret}%0A&`,
        (secret) => `${secret}%0D%0A&`,
      ),
  },
  {
    id: 'secret_space',
    clients: [],
    sentence: 'a space before or after the consumer secret',
    remedy: 'Remove the space from the consumer secret; it may have been copied with it.',
    proves: 'secret',
    change: (signing) =>
      keys(
        signing,
        (secret) => `${secret}%20&`,
        (secret) => `%20${secret}&`,
      ),
  },
  {
    id: 'key_without_ampersand',
    clients: [],
    sentence: 'an HMAC key without its &',
    remedy: 'End the HMAC key in & even though there is no token secret.',
    proves: 'secret',
    change: (signing) => keys(signing, (secret) => secret),
  },
  {
    id: 'secret_as_token_secret',
    clients: [],
    sentence: 'the consumer secret as token secret, too',
    remedy: 'Leave the token secret empty: this gateway uses no tokens.',
    proves: 'secret',
    change: (signing) => keys(signing, (secret) => `${secret}&${secret}`),
  },
  {
    id: 'token_secret_null',
    clients: [],
    sentence: 'the word null or undefined as token secret',
    remedy: 'Use an empty text as token secret: null or undefined was made into text.',
    proves: 'secret',
    change: (signing) =>
      keys(
        signing,
        (secret) => `${secret}&null`,
        (secret) => `${secret}&undefined`,
      ),
  },
  {
    id: 'secret_unescaped',
    clients: ['ims-lti', 'Cimpress oauth_reverse_proxy'],
    sentence: 'the consumer secret not percent-encoded in the HMAC key',
    remedy: 'Percent-encode the consumer secret in the HMAC key (RFC 5849, section 3.4.2).',
    proves: 'secret',
    change: (signing) => keys(signing, (secret) => `${percentDecode(secret)}&`),
  },
  {
    id: 'secret_base64',
    clients: [],
    sentence: 'the consumer secret encoded in, or decoded from, base64',
    remedy: 'Use the consumer secret as the platform shows it.',
    proves: 'secret',
    change: (signing) =>
      keys(
        signing,
        (secret) => `${percentEncode(Buffer.from(percentDecode(secret) ?? '').toString('base64'))}&`,
        (secret) => Buffer.concat([decodedSecret(secret), Buffer.from('&')]),
      ),
  },
  {
    id: 'secret_cut',
    clients: [],
    sentence: 'the consumer secret without its last character',
    remedy: 'Copy the whole consumer secret; its last character is missing.',
    proves: 'part of secret',
    change: (signing) => keys(signing, (secret) => `${secret.replace(/(?:%..|.)$/s, '')}&`),
  },
  {
    id: 'consumer_key_as_secret',
    clients: [],
    sentence: 'the consumer key in place of the consumer secret',
    remedy: 'Sign with the consumer secret, not with the consumer key.',
    proves: 'nothing',
    change: (signing) => keys(signing, () => `${percentEncode(consumerKeyOf(signing))}&`),
  },
  {
    id: 'secret_missing',
    clients: [],
    sentence: 'no consumer secret at all',
    remedy: 'Give the client its consumer secret; the variable or file that should hold it is empty or not read.',
    proves: 'nothing',
    change: (signing) =>
      keys(
        signing,
        () => '&',
        () => 'undefined&',
        () => 'null&',
      ),
  },
];

function keys(signing: Signing, ...texts: readonly Signing['key'][]): readonly Signing[] {
  return texts.map((key) => ({ ...signing, key }));
}

/**
 * Decodes a secret from base64. One that is not wholly base64 stays as it is, which is not a fault: decoding drops a part of
 * it, so a match would not prove that part.
 */
function decodedSecret(secret: string): Buffer {
  const text = percentDecode(secret) ?? '';
  const decoded = Buffer.from(text, 'base64');
  return withoutPadding(decoded.toString('base64')) === withoutPadding(text) ? decoded : Buffer.from(secret);
}

function withoutPadding(base64: string): string {
  return base64.replace(/={1,2}$/, '');
}

function consumerKeyOf({ sent }: Signing): string {
  return sent.protocol.find(([name]) => name === 'oauth_consumer_key')?.[1] ?? '';
}
