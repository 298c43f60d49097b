import { requireScheme, requireSignatureMethods } from '../../../lib/onboarding/plan/require-scheme';
import type { GatewayDescriptor } from '../../../lib/descriptor';

const SENDS = { consumerKey: 'crm=7Cprod', subject: 'crm|prod' };
const SIGNS = { consumerKey: 'crm-prod' };

const gateway = (authentication?: readonly string[]) =>
  ({ resellerId: 'alpha', ...(authentication && { authentication }) }) as GatewayDescriptor;

test.each([
  ['that signs', 'of an older version', SIGNS, undefined],
  ['that signs', 'for signatures', SIGNS, ['oauth1']],
  ['that signs', 'for both', SIGNS, ['oauth1', 'bearer']],
  ['that sends tokens', 'for tokens', SENDS, ['bearer']],
  ['that sends tokens', 'for both', SENDS, ['oauth1', 'bearer']],
])('a consumer %s fits a gateway %s', (_consumer, _gateway, consumer, accepted) => {
  expect(() => requireScheme(gateway(accepted), consumer)).not.toThrow();
});

test('a consumer that sends tokens does not fit a gateway for signatures, and the message says what to declare', () => {
  expect(() => requireScheme(gateway(), SENDS)).toThrow(
    'Consumer crm=7Cprod has a subject, but the gateway of alpha accepts only oauth1. Add bearer to oauth.authentication in the file of reseller alpha and deploy first.',
  );
});

test('a consumer that signs does not fit a gateway for tokens', () => {
  expect(() => requireScheme(gateway(['bearer']), SIGNS)).toThrow('accepts only bearer. Add oauth1 to');
});

test('signature methods are only for a consumer that signs', () => {
  const rules = { signatureMethods: ['HMAC-SHA1'] } as const;
  expect(() => requireSignatureMethods(SIGNS, rules)).not.toThrow();
  expect(() => requireSignatureMethods(SENDS, { signatureMethods: null })).not.toThrow();
  expect(() => requireSignatureMethods(SENDS, rules)).toThrow('signs nothing');
});
