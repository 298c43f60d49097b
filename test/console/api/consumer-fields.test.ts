import { searchableConsumers } from '../../../lib/console/api/consumer-fields';

const LISTED = {
  consumerKey: 'crm-prod',
  reseller: 'alpha-south',
  tier: 'premium',
  status: 'suspended',
  subject: 'crm|prod',
  expiresAt: '2027-02-02T00:00:00.000Z',
  secrets: [{ validUntil: '2027-02-02T00:00:00Z' }, { validUntil: '2027-01-16T00:00:00Z' }],
  facts: {
    displayName: 'Acme Billing',
    externalReference: 'APP-0417',
    emails: ['ops@acme.test', 'lead@acme.test'],
    note: 'migrated in spring',
    remark: 'calls only at night',
    movedFrom: 'beta',
  },
  rules: {
    validFrom: '2026-02-03T00:00:00Z',
    validUntil: '2031-09-18T00:00:00Z',
    serviceHours: { days: ['mon', 'tue', 'wed'], from: '07:30', until: '18:45', timeZone: 'Europe/Berlin' },
    sourceIps: ['203.0.113.7', '198.51.100.0/24'],
    groups: ['orders'],
    securityLevel: 'B',
  },
};

const searched = (consumer: object) => searchableConsumers({ consumers: [consumer] }).consumers[0]?.searched ?? '';

test.each([
  ['consumer key', 'crm-prod'],
  ['reseller', 'alpha-south'],
  ['tier', 'premium'],
  ['status', 'suspended'],
  ['subject', 'crm|prod'],
  ['display name', 'Acme Billing'],
  ['application number', 'APP-0417'],
  ['second address', 'lead@acme.test'],
  ['note', 'migrated in spring'],
  ['remark', 'calls only at night'],
  ['start date', '2026-02-03'],
  ['last day', '2031-09-17'],
  ['end', '2031-09-18T00:00:00Z'],
  ['last day of the previous secret', '2027-01-15'],
  ['service time', 'mon-wed 07:30-18:45 Europe/Berlin'],
  ['IP binding', '198.51.100.0/24'],
  ['operation group', 'orders'],
])('a consumer is found by its %s', (_field, text) => {
  expect(searched(LISTED)).toContain(text);
});

test('a consumer without an end is found by "never"', () => {
  expect(searched({ ...LISTED, expiresAt: null })).toContain('never');
});

test('a consumer whose record cannot be read is found by its key and status', () => {
  const unreadable = { consumerKey: 'lost', reseller: null, tier: null, status: 'unreadable', expiresAt: null };

  expect(searched({ ...unreadable, secrets: [], facts: {}, rules: {} })).toBe('lost unreadable never');
});
