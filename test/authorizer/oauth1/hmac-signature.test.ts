import { hmacKey, hmacSignature, verifyHmacSignature } from '../../../lambda/authorizer/oauth1/hmac-signature';

const key = hmacKey('secret');
const right = hmacSignature('HMAC-SHA1', key, 'text');
const verify = (signature: string) => verifyHmacSignature('HMAC-SHA1', key, 'text', signature);

test('a valid signature verifies', () => {
  expect(verify(right)).toBe('verified');
});

test.each([
  ['empty', ''],
  ['one character short', right.slice(0, -1)],
  ['one character long', `${right}=`],
  ['of the same length but different', right.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))],
  ['in another spelling of the same octets', right.replace(/.=$/, (end) => `${nextInBase64(end[0]!)}=`)],
  ['in base64url', `${right.replaceAll('+', '-').replaceAll('/', '_')} `],
  ['of non-ASCII characters with as many characters', 'é'.repeat(right.length)],
])('a signature that is %s does not', (_, signature) => {
  expect(verify(signature)).toBe('mismatch');
});

test('secrets are percent-encoded in the key, so that their boundary cannot shift', () => {
  const [shifted, straight] = [hmacKey('a&b', ''), hmacKey('a', 'b&')];
  expect(hmacSignature('HMAC-SHA1', shifted, 't')).not.toBe(hmacSignature('HMAC-SHA1', straight, 't'));
});

/** The last character before one `=` carries two bits that mean nothing: a neighbour decodes to the same octets. */
function nextInBase64(character: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const neighbour = alphabet[alphabet.indexOf(character) + 1]!;
  return neighbour;
}
