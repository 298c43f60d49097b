import { CONSUMER_KEY_PATTERN } from '../consumers/consumer-key';

/** Characters of a subject that its consumer key keeps. `=` starts an escape. */
const KEPT = /[A-Za-z0-9_.@+-]/;

/**
 * Returns the consumer key of a subject: the subject itself, in which every byte of UTF-8 that a consumer key cannot hold
 * is `=` and two hexadecimal digits. Different subjects have different keys. Returns `undefined` for a subject that is
 * empty, not text, or too long for a key.
 */
export function subjectKey(subject: string): string | undefined {
  if (!subject.isWellFormed()) return undefined;
  const key = Array.from(Buffer.from(subject, 'utf8'), (byte) => {
    const character = String.fromCharCode(byte);
    return KEPT.test(character) ? character : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
  return CONSUMER_KEY_PATTERN.test(key) ? key : undefined;
}
