import { readBearerSettings } from '../../../lambda/authorizer/bearer/settings';
import { BEARER } from '../support/identity-provider';

const read = (value: unknown) => readBearerSettings({ APS_GATEWAY_BEARER: JSON.stringify(value) });

test('reads the settings that the stack writes', () => {
  expect(read(BEARER)).toEqual(BEARER);
});

test.each([
  ['issuer', ''],
  ['audience', undefined],
  ['subjectClaim', 7],
  ['jwksUri', 'http://login.example.com/keys'],
  ['jwksUri', 'login.example.com'],
  ['algorithms', []],
  ['algorithms', ['RS256', 'HS256']],
  ['algorithms', ['none']],
  ['schemes', ['basic']],
  ['leewaySeconds', -1],
  ['leewaySeconds', '30'],
])('refuses %s = %p', (name, value) => {
  expect(() => read({ ...BEARER, [name]: value })).toThrow(`no valid ${name},`);
});

test.each(['', '[]', 'null', '{'])('refuses %p and names every member', (text) => {
  expect(() => readBearerSettings({ APS_GATEWAY_BEARER: text })).toThrow(
    'no valid schemes, issuer, audience, subjectClaim, jwksUri, algorithms, leewaySeconds,',
  );
});
