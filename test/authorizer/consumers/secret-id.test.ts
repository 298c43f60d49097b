import { secretId } from '../../../lambda/authorizer/consumers/secret-id';

test('a secret is named by when it was added', () => {
  expect(secretId('2026-03-05T12:00:00.000Z', 1)).toBe('2026-03-05T12:00:00.000Z');
});

test.each([undefined, 7, '', 'TheSecretItself', '2026-03-05T12:00:00Z and more'])(
  'a secret added at %j is named by its place',
  (addedAt) => {
    expect([secretId(addedAt, 0), secretId(addedAt, 1)]).toEqual(['1', '2']);
  },
);
