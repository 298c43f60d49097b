import { Denied } from '../../../lambda/authorizer/decision';
import { guardHeaders } from '../../../lambda/authorizer/stages/guard-headers';
import { readRequest, type SignedRequest } from '../../../lambda/authorizer/stages/read-request';
import { authorizerEvent } from '../support/events';

const ALLOWED = new Set(['aps-locale']);
const guard = (name: string) => {
  const request = readRequest(authorizerEvent({ headers: [[name, 'x']] })) as SignedRequest;
  return guardHeaders(request.headers, ALLOWED);
};

test.each([
  'APS-Token',
  'aps-resource-id',
  'ApS-aCtOr-Id',
  'APS_Token',
  'aps.token',
  'aps~token',
  'x.http.method.override',
  'aps-',
  'Forwarded',
  'X-Original-URL',
  'x-rewrite-url',
  'X-HTTP-METHOD-OVERRIDE',
  'X-HTTP-Method',
  'X-Method-Override',
  'X_HTTP_Method_Override',
  'X_Forwarded_Host',
  'x-forwarded_proto',
])('the header %s is denied by name', (name) => {
  const denied = guard(name);
  expect(denied).toEqual(new Denied('header_refused', { sentence: `It is ${name.toLowerCase()}.` }));
});

test.each([
  'APS-Locale',
  'aps_locale',
  'aps.locale',
  'X-Forwarded-For',
  'X-Forwarded-Port',
  'X-Forwarded-Proto',
  'X-Forwarded-Host',
  'X-APS',
  'Accept',
  'apsx',
])('the header %s passes', (name) => {
  expect(guard(name)).toBeUndefined();
});

test('the message contains the name percent-encoded and cut, whatever it is', () => {
  const denied = guard(`aps-"\\\u0000é\ud800${'x'.repeat(99)}`);
  expect(denied?.detail.sentence).toMatch(/^It is aps-%22%5C%00%C3%A9%EF%BF%BDx{55}\.$/);
});
