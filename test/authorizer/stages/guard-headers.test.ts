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
  'aps-',
  'X-Original-URL',
  'X-Original-Host',
  'x-rewrite-url',
  'X-HTTP-METHOD-OVERRIDE',
  'X-HTTP-Method',
  'X-Method-Override',
  'X-Method',
  'X-Path-Override',
  'X-HTTP-Host-Override',
  'X-Host',
  'X-URI',
  'X-Forwarded',
  'X-Forwarded-User',
  'X-Forwarded-Prefix',
  'X-Forwarded-Server',
  'X-Forwarded-Hosts',
  'X-Forwarded-Ssl',
  'Remote-User',
  'X-Remote-User',
  'X-Remote-Group',
  'X-SSL-Client-Cert',
  'SSL-Client-Verify',
  'Client-Cert',
  'X-ClientCert',
  'X-ARR-ClientCert',
  'X-TLS-Client-Certificate',
  'CF-Client-Cert-Der-Base64',
  'X-Client-DN',
  'X-Amzn-Mtls-Clientcert',
  'X-Amzn-Oidc-Identity',
  'X-Amzn-Oidc-Data',
  'X-Authenticated-UserId',
  'X-Auth-Request-Email',
  'Proxy',
])('the header %s is denied by name', (name) => {
  expect(guard(name)).toEqual(new Denied('header_refused', { sentence: `Header: ${name.toLowerCase()}.` }));
});

test.each(['APS_Token', 'aps.token', 'X_Forwarded_Host', 'x-forwarded_proto', 'aps_locale', 'my_header', 'x~y', "x'y"])(
  'the header %s is denied for its punctuation',
  (name) => {
    const sentence = `Header: ${name.toLowerCase().replace("'", '%27')}; a name may contain only letters, digits and hyphens.`;
    expect(guard(name)).toEqual(new Denied('header_refused', { sentence }));
  },
);

test.each([
  'APS-Locale',
  'Forwarded',
  'X-Forwarded-For',
  'X-Forwarded-Port',
  'X-Forwarded-Proto',
  'X-Forwarded-Host',
  'X-APS',
  'X-Request-ID',
  'X-Client-ID',
  'X-Requested-With',
  'X-Amzn-Trace-Id',
  'User-Agent',
  'Proxy-Connection',
  'Accept',
  'apsx',
])('the header %s passes', (name) => {
  expect(guard(name)).toBeUndefined();
});

test('the message contains the name percent-encoded and cut, whatever it is', () => {
  const denied = guard(`aps-"\\\u0000é\ud800${'x'.repeat(99)}`);
  expect(denied?.detail.sentence).toMatch(/^Header: aps-%22%5C%00%C3%A9%EF%BF%BDx{55}; a name may/);
});
