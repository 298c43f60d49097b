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
  ['jwksUri', ['https://login.example.com/keys']],
  ['schemes', 'bearer'],
  ['leewaySeconds', -1],
  ['leewaySeconds', 0.5],
  ['leewaySeconds', '30'],
])('refuses %s = %p', (name, value) => {
  expect(() => read({ ...BEARER, [name]: value })).toThrow(`no valid ${name},`);
});

test('accepts clocks that may not differ', () => {
  expect(read({ ...BEARER, leewaySeconds: 0 })).toMatchObject({ leewaySeconds: 0 });
});

test('refuses a missing variable', () => {
  expect(() => readBearerSettings({})).toThrow('APS_GATEWAY_BEARER has no valid schemes, issuer');
});

test('names every invalid member, and no valid one', () => {
  expect(() => read({ ...BEARER, issuer: 1, audience: 2 })).toThrow(
    'no valid issuer, audience, expected them as the stack writes them',
  );
});

test.each(['', '[]', 'null', '{'])('refuses %p and names every member', (text) => {
  expect(() => readBearerSettings({ APS_GATEWAY_BEARER: text })).toThrow(
    'no valid schemes, issuer, audience, subjectClaim, jwksUri, algorithms, leewaySeconds,',
  );
});
