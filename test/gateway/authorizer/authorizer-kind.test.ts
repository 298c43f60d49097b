import { kindOf } from '../../../lib/gateway/authorizer/authorizer-kind';
import { environmentOf } from '../support/environment';

const LOCKOUT = { failures: 9, withinMinutes: 4, forMinutes: 6 };
const BEARER = { issuer: 'https://id.test/', audience: 'gateways', jwksUri: 'https://id.test/keys' };

test.each([
  ['plain', {}],
  ['brakes', { lockout: LOCKOUT }],
  ['bearer', { oauth: { authentication: ['bearer' as const], bearer: BEARER } }],
  ['bearer', { lockout: LOCKOUT, oauth: { authentication: ['oauth1' as const, 'bearer' as const], bearer: BEARER } }],
])('the bundle is %s for a gateway with %o', (kind, alpha) => {
  const [gateway] = environmentOf({ resellers: { alpha } }).gateways;
  expect(kindOf(gateway!)).toBe(kind);
});

test('the bundle has brakes for a gateway that sheds load', () => {
  const [gateway] = environmentOf({ platform: { shedding: {} }, resellers: { alpha: {} } }).gateways;
  expect(kindOf(gateway!)).toBe('brakes');
});
