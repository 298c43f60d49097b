import { hmacKey, hmacSignature } from '../../../lambda/authorizer/oauth1/hmac-signature';
import { signatureShapeProblem } from '../../../lambda/authorizer/oauth1/signature-shape';

const SHA1 = hmacSignature('HMAC-SHA1', hmacKey('s1'), 'base string');
const SHA256 = hmacSignature('HMAC-SHA256', hmacKey('s2'), 'base string');
const HEX = Buffer.from(SHA1, 'base64').toString('hex');

test.each([
  ['HMAC-SHA1', SHA1],
  ['HMAC-SHA256', SHA256],
] as const)('a signature by %s can be one', (method, signature) => {
  expect(signatureShapeProblem(method, signature)).toBeUndefined();
});

test.each([
  ['', 'it is empty'],
  [`${SHA1}\n`, 'it contains a line end; encode base64 without line ends'],
  [`ab ${SHA1.slice(3)}`, 'it contains a space; percent-encode its + as %2B'],
  [SHA1.replace('=', '%3D'), 'it is percent-encoded twice'],
  [HEX, "it is hexadecimal; send base64 of the HMAC's bytes"],
  [HEX.toUpperCase(), "it is hexadecimal; send base64 of the HMAC's bytes"],
  [
    Buffer.from(HEX).toString('base64'),
    "it has the length of base64 of hexadecimal text; send base64 of the HMAC's bytes",
  ],
  [
    SHA1.replaceAll('/', '_').replaceAll('+', '-'),
    'it uses the URL-safe alphabet of base64; send + and / instead of - and _',
  ],
  [`!${SHA1.slice(1)}`, 'it is not base64'],
  [SHA1.slice(0, -1), 'it lacks the = at its end'],
  [`${SHA1.slice(0, -1)}A`, 'it lacks the = at its end'],
  [SHA256, 'it has the length of HMAC-SHA256, and the oauth_signature_method is HMAC-SHA1'],
  ['short', 'it has 5 characters; HMAC-SHA1 has 28'],
])('%j cannot be one by HMAC-SHA1', (signature, problem) => {
  expect(signatureShapeProblem('HMAC-SHA1', signature)).toBe(problem);
});

test('a signature by HMAC-SHA1 cannot be one by HMAC-SHA256', () => {
  expect(signatureShapeProblem('HMAC-SHA256', SHA1)).toBe(
    'it has the length of HMAC-SHA1, and the oauth_signature_method is HMAC-SHA256',
  );
});
