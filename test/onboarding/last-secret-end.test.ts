import { filterConsumers, statusOf } from '../../lib/onboarding/inventory/filter-consumers';
import type { ListedConsumer } from '../../lib/onboarding/inventory/list-consumers';
import { lastSecretEnd } from '../../lib/onboarding/last-secret-end';

test.each([
  [[], undefined],
  [[{}], undefined],
  [[{ validUntil: '2027-01-03T00:00:00Z' }], '2027-01-03T00:00:00Z'],
  [[{ validUntil: '2027-01-03T00:00:00Z' }, { validUntil: '2027-01-02T23:00:00-02:00' }], '2027-01-02T23:00:00-02:00'],
  [[{}, { validUntil: '2027-01-04T00:00:00Z' }], undefined],
] as const)('the last secret of %j ends at %s', (secrets, end) => {
  expect(lastSecretEnd({ secrets })).toBe(end);
});

test('a consumer without secrets expires with its validity', () => {
  const entry: ListedConsumer = {
    gateway: 'alpha',
    consumerKey: 'crm=7Cprod',
    consumer: {
      consumerKey: 'crm=7Cprod',
      reseller: 'alpha',
      tier: 'gold',
      status: 'active',
      subject: 'crm|prod',
      secrets: [],
      apiKeyId: 'key-1',
      rules: { validUntil: '2027-02-01T00:00:00Z' },
      about: {},
    },
  };
  const after = new Date('2027-02-02T00:00:00Z');

  expect(statusOf(entry, new Date('2027-01-31T00:00:00Z'))).toBe('active');
  expect(statusOf(entry, after)).toBe('expired');
  expect(filterConsumers([entry], { status: 'expired' }, after)).toEqual([entry]);
});
