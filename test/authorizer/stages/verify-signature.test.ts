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

test('an expired secret does not verify', () => {
  const secrets = [keyOf('new'), keyOf('old', NOW)];
  expect(verifySignature(claimOf('old'), secrets, DUMMY, NOW)).toEqual({ signature: 'mismatch' });
});

test.each([[[]], [[keyOf('only')]], [[keyOf('new'), keyOf('old', NOW)]]])(
  'the dummy key replaces a missing secret, and never verifies',
  (secrets) => {
    expect(verifySignature(claimOf('dummy'), secrets, DUMMY, NOW)).toEqual({ signature: 'mismatch' });
    expect(() => verifySignature(claimOf('dummy'), secrets, undefined as never, NOW)).toThrow('key');
  },
);

test('with both secrets present the dummy key is not used', () => {
  expect(verifySignature(claimOf('old'), [keyOf('new'), keyOf('old')], undefined as never, NOW)).toMatchObject({
    signature: 'verified',
  });
});
