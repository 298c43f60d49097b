import { Denied } from '../../../lambda/authorizer/decision';
import {
  guardBody,
  guardClientCertificate,
  guardPath,
  guardQuery,
  guardDroppedSlash,
} from '../../../lambda/authorizer/stages/guard-request';
import { readRequest, type SignedRequest } from '../../../lambda/authorizer/stages/read-request';
import { authorizerEvent, type SentRequest } from '../support/events';

const request = (sent: SentRequest) => readRequest(authorizerEvent(sent)) as SignedRequest;
const post = (...headers: (readonly [string, string])[]) => request({ method: 'POST', headers });
const withPath = (path: string) => request({ url: `https://gw1.example.com/aps/2/resources${path}` });

test.each([
  '/.',
  '/..',
  '/../x',
  '/%2e',
  '/%2E%2e/x',
  '/.%2e',
  '/x/..%2fy',
  '/x%2F..',
  '/x%5c..%5cy',
  '\\..\\x',
  '/..;/x',
  '/..%3Bp/x',
  '/..;',
  '/%252e%252e/',
  '/%252E.',
  '/x%252f..%255cy',
  '/..%253bx',
  '/%25252e/x',
  '/%25%32%65%252%65/x',
  '/..%25%32%66x',
  '/..%25%33%66',
  '/x%25%30%30',
  '/..%3Fx',
  '/%2e.%23',
  '/..%253f',
  '/x#y',
  '/..#',
  '/x%00',
  '/..%2500/x',
  '/..%20',
  '/%20%20..',
  '/.%20/x',
  '/x%2f%20..%20;y',
  '/..%2520',
  '/x\ty',
  '/x%0D%0AAPS-Token:%20t',
  '/x%0a',
  '/x%09',
  '/x%1f',
  '/x%7F',
  '/.%09./x',
  '/x%250d%250ay',
  '/%C0%AE%C0%AE/x',
  '/%c0.',
  '/x%25c1%259c..',
  '/%E0%80%AE',
  '/%F0%80%80%AF',
])('the path …%s is denied', (path) => {
  expect(guardPath(withPath(path))).toEqual(new Denied('path_refused'));
});

test.each([
  '',
  '/',
  '/...',
  '/.x',
  '/x.',
  '/a.b/c',
  '/..x/y',
  '/x../y',
  '/%2f',
  '/a%2Fb',
  '/a%3Fb%23',
  '//x',
  '/;x',
  '/x;..',
  '/a%252Fb',
  '/a%252e%252e',
  '/a%255cb%252e/',
  '/100%2525',
  '/%2e%2e%2e',
  '/%2001',
  '/x%20y',
  '/..x%20',
  '/...%20',
  '/%20',
  '/x%20../y',
  '/x%7ey',
  '/%C2%85',
  '/%C3%80%C3%81',
  '/%E0%A0%80%F0%90%80%80',
])('the path …%s passes', (path) => {
  expect(guardPath(withPath(path))).toBeUndefined();
});

test.each(['/', '//', '/x/', '/%2F/'])('the path …%s is denied over httpProxy, which drops its slash', (path) => {
  expect(guardDroppedSlash(withPath(path), 'httpProxy')).toEqual(new Denied('trailing_slash_refused'));
  expect(guardDroppedSlash(withPath(path), 'lambda')).toBeUndefined();
});

test.each(['', '/x', '//x', '/x%2F'])('the path …%s has no trailing slash', (path) => {
  expect(guardDroppedSlash(withPath(path), 'httpProxy')).toBeUndefined();
});

test('a second slash after the stage is denied over httpProxy, which drops it as well', () => {
  const doubled = request({ url: 'https://gw1.example.com/aps//2/resources' });
  expect(guardDroppedSlash(doubled, 'httpProxy')).toEqual(new Denied('trailing_slash_refused'));
  expect(guardDroppedSlash(doubled, 'lambda')).toBeUndefined();
});

test.each([
  'application/x-www-form-urlencoded',
  'Application/X-WWW-Form-Urlencoded',
  ' application/x-www-form-urlencoded ;charset=utf-8',
  'application/x-www-form-urlencoded, application/json',
  'text/plain, application/x-www-form-urlencoded',
  'text/plain;charset=utf-8 ,APPLICATION/x-www-form-urlencoded; x',
])('the content type "%s" is denied as a form', (contentType) => {
  expect(guardBody(post(['content-type', contentType]))).toMatchObject({ reason: 'form_body_unsupported' });
});

test.each([
  'application/json',
  'text/plain; x=application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded2',
  'multipart/form-data',
  '',
])('the content type "%s" passes', (contentType) => {
  expect(guardBody(post(['Content-Type', contentType]))).toBeUndefined();
});

test('one form among two content types is denied', () => {
  const both = post(['Content-Type', 'application/json'], ['content-type', 'application/x-www-form-urlencoded']);
  expect(guardBody(both)).toMatchObject({ reason: 'form_body_unsupported' });
});

const FORM = 'application/x-www-form-urlencoded';
const form = (method: string, ...more: (readonly [string, string])[]) =>
  guardBody(request({ method, headers: [['Content-Type', FORM], ...more] }));

test.each(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'get'])('%s passes with a form type', (method) => {
  expect(form(method)).toBeUndefined();
});

test.each(['POST', 'PUT', 'PATCH', 'post'])('%s is denied with a form type', (method) => {
  expect(form(method)).toMatchObject({ reason: 'form_body_unsupported' });
});

test.each([
  ['POST', ['Content-Length', '0']],
  ['GET', ['Content-Length', '7']],
  ['GET', ['Transfer-Encoding', 'chunked']],
] as const)('for %s the header %j changes nothing, since API Gateway does not show it', (method, header) => {
  expect(form(method, header)?.reason).toBe(form(method)?.reason);
});

test('the denial says which content type it got', () => {
  expect(guardBody(post(['content-type', ` ${FORM}; charset="utf-8"`]))?.detail.sentence).toBe(
    `The Content-Type is ${FORM};%20charset=%22utf-8%22.`,
  );
});

test.each(['oauth_signature', 'oauth_token', 'oauth_anything', 'access_token'])(
  'the query parameter %s is denied',
  (name) => {
    expect(guardQuery(withPath(`?a=1&${name}=x`))).toEqual(
      new Denied('parameter_in_query', { sentence: `It is ${name}.` }),
    );
  },
);

test.each(['realm', 'OAUTH_TOKEN', 'oauthx', 'x-oauth_token', 'eq(oauth_token,1)', 'access_tokens', 'x_access_token'])(
  'the query parameter %s passes',
  (name) => {
    expect(guardQuery(withPath(`?${name}=x`))).toBeUndefined();
  },
);

describe('where the gateway has mutual TLS', () => {
  const clientCert = { clientCertPem: '-----BEGIN CERTIFICATE-----', subjectDN: 'CN=crm.example' };

  test.each([undefined, {}, { subjectDN: 'CN=crm.example' }, { clientCertPem: '' }])(
    'a request with the certificate %p is denied',
    (sent) => {
      expect(guardClientCertificate(request(sent ? { clientCert: sent } : {}), 'required')?.reason).toBe(
        'client_certificate_missing',
      );
    },
  );

  test('a request with a certificate passes', () => {
    expect(guardClientCertificate(request({ clientCert }), 'required')).toBeUndefined();
  });
});

test('where it has not, a request needs no certificate', () => {
  expect(guardClientCertificate(request({}), 'ignored')).toBeUndefined();
});
