import { readKnowledge, withRules } from '../../lambda/authorizer/consumers/consumer';
import {
  CONSUMER_KEY_PATTERN,
  type ConsumerRules,
  credentialsPrefix,
  credentialsSecretName,
  documentMembers,
} from '../../lambda/authorizer/contract';
import { credentialsDocument } from './support/documents';

test.each(['a', 'x'.repeat(128), 'Crm_of.acme=@+-0'])('%s can be a consumer key', (key) => {
  expect(key).toMatch(CONSUMER_KEY_PATTERN);
});

test.each(['', 'x'.repeat(129), ' a', 'a ', 'a\n', '\na', 'a/b', 'a\\b', 'é', 'a:b'])(
  '%j cannot be a consumer key',
  (key) => {
    expect(key).not.toMatch(CONSUMER_KEY_PATTERN);
  },
);

test('a credentials secret is named by environment, gateway and consumer key', () => {
  expect(credentialsSecretName(credentialsPrefix('lab', 'acme'), 'crm')).toBe('aps-gateway/lab/acme/crm');
});

test('the function reads every rule that the descriptor says it knows', () => {
  const rules: Required<ConsumerRules> = {
    validFrom: '2026-01-01T00:00:00Z',
    validUntil: '2027-01-01T00:00:00Z',
    serviceHours: { from: '08:00', until: '18:00', timeZone: 'Europe/Berlin' },
    sourceIps: ['192.0.2.1'],
    sourceVpcEndpoints: ['vpce-0123456789abcdef0'],
    clientCertificates: ['CN=crm'],
    operations: 'readOnly',
    groups: ['orders'],
    securityLevel: 'B',
    signatureMethods: ['HMAC-SHA1'],
  };
  const document = JSON.stringify({ ...credentialsDocument(), rules });

  expect(withRules(readKnowledge('crm-of-acme', document)).kind).toBe('known');
  expect(Object.keys(rules).map((name) => `rules.${name}`)).toEqual(
    documentMembers().filter((name) => name.startsWith('rules.')),
  );
});

test('only gateways that accept tokens know the member subject', () => {
  const added = documentMembers(true).filter((member) => !documentMembers().includes(member));
  expect(added).toEqual(['subject']);
});
