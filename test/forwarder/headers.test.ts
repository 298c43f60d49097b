import { requestHeaders, responseHeaders } from '../../lambda/forwarder/headers';

const AUTHORIZATION = 'OAuth oauth_nonce="verified"';
const send = (headers: Record<string, string[]>, { body = '' }: { body?: string } = {}) =>
  requestHeaders(
    { headers, domainName: 'api.reseller.test', authorization: AUTHORIZATION, body: Buffer.from(body) },
    { host: 'brand.test:8443', streamed: true },
  );

const receive = (...raw: readonly string[]) =>
  responseHeaders(raw, { nodeHost: 'brand.test:8443', gatewayHost: 'api.reseller.test' });

test('the verified Authorization header replaces the one that was sent, however that is spelled', () => {
  expect(send({ authorization: ['OAuth a="1"'], AUTHORIZATION: ['OAuth b="2"'] })).toEqual({
    Host: 'brand.test:8443',
    'X-Forwarded-Host': 'api.reseller.test',
    Authorization: AUTHORIZATION,
  });
});

test('the Host header names the node', () => {
  expect(send({ Host: ['api.reseller.test'] })).toMatchObject({ Host: 'brand.test:8443' });
});

test('X-Forwarded-Host is the called host, however the client spells its own', () => {
  const sent = send({ 'x-forwarded-host': ['evil.test'], 'X-FORWARDED-HOST': ['evil.test'] });
  expect(JSON.stringify(sent)).not.toContain('evil.test');
  expect(sent).toMatchObject({ 'X-Forwarded-Host': 'api.reseller.test' });
});

test.each([
  'Connection',
  'transfer-encoding',
  'TE',
  'Upgrade',
  'Expect',
  'Via',
  'Content-MD5',
  'X-HTTP-Method-Override',
  'X_Forwarded_Host',
  'Content-Encoding',
  'Forwarded',
  'Cookie',
  'cookie',
])('%s is not forwarded', (name) => {
  expect(Object.keys(send({ [name]: ['x'] }))).toEqual(['Host', 'X-Forwarded-Host', 'Authorization']);
});

test('headers that Connection lists are not forwarded', () => {
  expect(send({ connection: ['close, X-Hop'], 'X-Hop': ['1'], 'X-End': ['2'] })).not.toHaveProperty('X-Hop');
});

test('a repeated header keeps all its values', () => {
  expect(send({ Accept: ['a/b', 'c/d'] })).toMatchObject({ Accept: ['a/b', 'c/d'] });
});

test('Content-Length is that of the body', () => {
  expect(send({ 'Content-Length': ['3'] }, { body: '7 bytes' })).toMatchObject({ 'Content-Length': '7' });
});

test('a response keeps its headers and their repetitions', () => {
  expect(receive('X-APSBooster-Response', 'true', 'Link', '<a>', 'Link', '<b>')).toEqual({
    'X-APSBooster-Response': ['true'],
    Link: ['<a>', '<b>'],
  });
});

test('a response loses the headers of its connection', () => {
  expect(receive('Transfer-Encoding', 'chunked', 'Connection', 'keep-alive', 'Content-Length', '5')).toEqual({});
});

test.each(['Set-Cookie', 'set-cookie'])('a response loses its %s', (name) => {
  expect(receive(name, 'JSESSIONID=1')).toEqual({});
});

test('a redirect to the node leads to the gateway', () => {
  expect(receive('location', 'https://brand.test:8443/aps/2/resources/7')).toEqual({
    location: ['https://api.reseller.test/aps/2/resources/7'],
  });
});

test('a response loses the headers that its Connection lists', () => {
  expect(receive('Connection', 'X-Node-Hop', 'x-node-hop', '1', 'X-End', '2')).toEqual({ 'X-End': ['2'] });
});

test('two spellings of one header are sent as one header with both values', () => {
  expect(send({ Accept: ['a/b'], accept: ['c/d'] })).toEqual({
    Accept: ['a/b', 'c/d'],
    Host: 'brand.test:8443',
    'X-Forwarded-Host': 'api.reseller.test',
    Authorization: AUTHORIZATION,
  });
});

test.each(['constructor', 'toString', '__proto__'])('a response may have a header called %s', (name) => {
  expect(Object.entries(receive(name, 'a', name, 'b'))).toEqual([[name, ['a', 'b']]]);
});

test.each(['Transfer.Encoding', 'X.Forwarded.Host'])(
  '%s, which some servers treat like the hyphenated name, is not forwarded',
  (name) => {
    expect(Object.keys(send({ [name]: ['x'] }))).toEqual(['Host', 'X-Forwarded-Host', 'Authorization']);
  },
);
