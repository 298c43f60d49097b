import { requireKnownMembers } from '../../../lib/onboarding/plan/known-members';
import { consumer, GATEWAY } from '../support/current-state';

const { documentMembers: _all, ...OLDER } = GATEWAY;
const READ_ONLY = consumer({ rules: { operations: 'readOnly' } });

test('a gateway gets the rules that it lists', () => {
  const gateway = { ...GATEWAY, documentMembers: ['rules.operations'] };
  expect(() => requireKnownMembers(gateway, READ_ONLY, undefined)).not.toThrow();
});

test('a rule that it does not list is refused, with the version that made the gateway', () => {
  const gateway = { ...GATEWAY, packageVersion: '1.6.2', documentMembers: ['rules.sourceIps'] };
  expect(() => requireKnownMembers(gateway, READ_ONLY, undefined)).toThrow(
    'Deploy first: the gateway of alpha was made by version 1.6.2 of this package and does not know rules.operations of consumer crm.',
  );
});

test('a gateway without a list knows every rule that older versions had', () => {
  const rules = {
    validFrom: '2026-01-01T00:00:00Z',
    validUntil: '2027-01-01T00:00:00Z',
    serviceHours: { from: '08:00', until: '18:00', timeZone: 'Europe/Berlin' },
    sourceIps: ['192.0.2.1'],
    clientCertificates: ['CN=crm'],
    operations: 'readOnly',
    signatureMethods: ['HMAC-SHA1'],
  } as const;
  expect(() => requireKnownMembers(OLDER, consumer({ rules }), undefined)).not.toThrow();
});

test('a gateway without a list may not know the debugging of a consumer', () => {
  const debugged = consumer({ debugUntil: '2026-03-04T06:00:00Z' });
  expect(() => requireKnownMembers(OLDER, debugged, consumer())).toThrow(
    'made by an older version of this package and does not know debugUntil of consumer crm',
  );
});

describe('a rule that is stored although the gateway does not know it', () => {
  const gateway = { ...GATEWAY, documentMembers: [] };

  test('does not hinder other changes', () => {
    expect(() => requireKnownMembers(gateway, { ...READ_ONLY, status: 'suspended' }, READ_ONLY)).not.toThrow();
  });

  test('can be removed', () => {
    expect(() => requireKnownMembers(gateway, consumer(), READ_ONLY)).not.toThrow();
  });

  test('cannot be changed', () => {
    const changed = consumer({ rules: { operations: [{ path: '/aps/2/resources/**' }] } });
    expect(() => requireKnownMembers(gateway, changed, READ_ONLY)).toThrow('does not know rules.operations');
  });
});
