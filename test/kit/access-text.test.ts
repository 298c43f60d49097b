import { accessFacts, type GatewayAccess } from '../../lib/kit/access-text';

const OPEN: GatewayAccess = {
  authentication: ['oauth1'],
  audience: 'external',
  vpcEndpoints: [],
  mutualTls: false,
  operationGroups: {},
};

test('a gateway that declares nothing about its access accepts signatures from the internet', () => {
  expect(accessFacts(OPEN)).toEqual([
    ['Accepts', 'OAuth 1.0a signatures'],
    ['Audience', 'external: the internet'],
  ]);
});

test('everything that a gateway declares about its access is in words', () => {
  const access: GatewayAccess = {
    authentication: ['oauth1', 'bearer'],
    audience: 'both',
    vpcEndpoints: ['vpce-0a1', 'vpce-0b2'],
    mutualTls: true,
    operationGroups: { ordering: 'B', reports: 'A' },
    lockout: { failures: 10, withinMinutes: 15, forMinutes: 30 },
  };

  expect(accessFacts(access)).toEqual([
    ['Accepts', 'OAuth 1.0a signatures, bearer tokens'],
    ['Audience', 'both: the internet, and through vpce-0a1, vpce-0b2'],
    ['Client certificates', 'required'],
    ['Operation groups', 'ordering (level B), reports (level A)'],
    ['Lockout', '10 failed attempts within 15 minutes lock an address out of a key for 30 minutes'],
  ]);
});

test('an internal audience is reached through its VPC endpoints only', () => {
  const access = { ...OPEN, audience: 'internal' as const, vpcEndpoints: ['vpce-0c3'] };

  expect(accessFacts(access)).toContainEqual(['Audience', 'internal: only through vpce-0c3']);
});
