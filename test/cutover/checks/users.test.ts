import { checkUsers, compareUsers } from '../../../lib/cutover/checks/users';
import type { PublicConsumer } from '../../../lib/onboarding/consumer';
import type { ListedConsumer } from '../../../lib/onboarding/inventory/list-consumers';

const NOW = new Date('2026-11-26T10:00:00Z');

function entry(consumerKey: string, overrides: Partial<PublicConsumer> = {}): ListedConsumer {
  const base = {
    reseller: 'alpha',
    tier: 'standard',
    status: 'active',
    secrets: [{}],
    apiKeyId: 'k',
    about: {},
  } as const;
  return { consumerKey, gateway: 'alpha', consumer: { consumerKey, ...base, ...overrides } };
}

const LISTED = [
  entry('billing'),
  entry('crm'),
  entry('elsewhere', { reseller: 'alpha-south' }),
  entry('ended', { rules: { validUntil: '2026-11-26T09:59:59Z' } }),
  entry('later', { rules: { validFrom: '2026-11-26T10:00:01Z' } }),
  entry('paused', { status: 'suspended' }),
  entry('rotated-out', { secrets: [{ validUntil: '2026-11-01T00:00:00Z' }] }),
  { ...entry('deleted'), deletedAt: NOW },
  { consumerKey: 'damaged', gateway: 'alpha' },
];
const compare = (...keys: string[]) => compareUsers(keys, LISTED, 'alpha', NOW);

test.each([
  ['absent', 'is not onboarded'],
  ['elsewhere', 'is onboarded for reseller alpha-south'],
  ['ended', 'has expired'],
  ['later', 'is valid only from 2026-11-26T10:00:01Z'],
  ['paused', 'is suspended'],
  ['rotated-out', 'has expired'],
  ['deleted', 'is offboarded'],
  ['damaged', 'has a public record that cannot be read'],
])('the user %s would be refused: it %s', (key, why) => {
  expect(compare(key).refused).toEqual([{ consumerKey: key, why }]);
});

test('each user counts once, in the order of the keys', () => {
  expect(compare('crm', 'billing', 'crm')).toEqual({ served: ['billing', 'crm'], refused: [], unlisted: ['later'] });
});

test('active consumers of this reseller that are not users are named, those of others are not', () => {
  expect(compare('crm').unlisted).toEqual(['billing', 'later']);
});

test('all users served holds', () => {
  expect(checkUsers({ served: ['a', 'b'], refused: [], unlisted: [] })).toEqual({
    id: 'users',
    verdict: 'holds',
    found: 'The gateway serves every user on your list (2).',
  });
});

test('a list that may be incomplete is mentioned', () => {
  expect(checkUsers({ served: ['a'], refused: [], unlisted: ['c', 'd'] }).found).toBe(
    'The gateway serves every user on your list (1). Onboarded, but not on your list, which may be incomplete: c, d.',
  );
});

test('users that would be refused are named, each with its reason', () => {
  const refused = [
    { consumerKey: 'x', why: 'is not onboarded' },
    { consumerKey: 'y', why: 'is suspended' },
  ];
  expect(checkUsers({ served: ['a'], refused, unlisted: [] })).toMatchObject({
    verdict: 'fails',
    found: 'Of 3 users, the gateway would refuse 2: x is not onboarded; y is suspended.',
    remedy: expect.stringContaining('consumer onboard'),
  });
});

test('an empty list fails', () => {
  expect(checkUsers({ served: [], refused: [], unlisted: [] })).toMatchObject({ verdict: 'fails' });
});

test('without a list, the check is unknown and says where the keys are', () => {
  expect(checkUsers(undefined)).toMatchObject({
    verdict: 'unknown',
    remedy: expect.stringMatching(/--users.*APS Bus Access/),
  });
});
