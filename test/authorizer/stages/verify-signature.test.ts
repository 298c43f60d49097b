import { hmacKey, hmacSignature } from '../../../lambda/authorizer/oauth1/hmac-signature';
import { verifySignature } from '../../../lambda/authorizer/stages/verify-signature';

const NOW = 1_795_320_000_000;
const DUMMY = hmacKey('dummy');
const claimOf = (secret: string) => {
  const baseString = 'GET&https%3A%2F%2Fgw1.example.com%2F&';
  return {
    signatureMethod: 'HMAC-SHA1',
    baseString,
    signature: hmacSignature('HMAC-SHA1', hmacKey(secret), baseString),
  } as const;
};
const keyOf = (secret: string, validUntil?: number) => ({ id: `id of ${secret}`, key: hmacKey(secret), validUntil });

test('either of two secrets verifies, and is named', () => {
  const secrets = [keyOf('new'), keyOf('old', NOW + 1)];
  expect(['new', 'old', 'other'].map((secret) => verifySignature(claimOf(secret), secrets, DUMMY, NOW))).toEqual([
    { signature: 'verified', secretId: 'id of new' },
    { signature: 'verified', secretId: 'id of old' },
    { signature: 'mismatch' },
  ]);
});

test('an ended secret does not verify, but its match is noted', () => {
  const secrets = [keyOf('new'), keyOf('old', NOW)];
  expect(['old', 'other'].map((secret) => verifySignature(claimOf(secret), secrets, DUMMY, NOW))).toEqual([
    { signature: 'mismatch', endedAtMs: NOW },
    { signature: 'mismatch' },
  ]);
});

test.each([
  ['first', [keyOf('same', NOW), keyOf('same')]],
  ['second', [keyOf('same'), keyOf('same', NOW)]],
])('a secret that is valid verifies, though the %s of two equal ones has ended', (_, secrets) => {
  expect(verifySignature(claimOf('same'), secrets, DUMMY, NOW).signature).toBe('verified');
});

test.each([[[]], [[keyOf('only')]]])('the dummy key replaces a missing secret, and never verifies', (secrets) => {
  expect(verifySignature(claimOf('dummy'), secrets, DUMMY, NOW)).toEqual({ signature: 'mismatch' });
  expect(() => verifySignature(claimOf('dummy'), secrets, undefined as never, NOW)).toThrow('key');
});

test('with both secrets present the dummy key is not used', () => {
  expect(verifySignature(claimOf('old'), [keyOf('new'), keyOf('old')], undefined as never, NOW)).toMatchObject({
    signature: 'verified',
  });
});
