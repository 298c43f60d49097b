import { requestHeaders, responseHeaders } from '../../lambda/forwarder/headers';

const send = (headers: Record<string, string[]>, bodyBytes = 0) =>
  requestHeaders(headers, 'brand.test:8443', 'api.reseller.test', bodyBytes);

test('the signature goes on untouched', () => {
  expect(send({ Authorization: ['OAuth oauth_nonce="n"'] })).toMatchObject({
    Authorization: ['OAuth oauth_nonce="n"'],
  });
});

test('the node is called by its own name', () => {
  expect(send({ Host: ['api.reseller.test'] })).toMatchObject({ Host: 'brand.test:8443' });
});

test('X-Forwarded-Host is the host that was called, however the client spells its own', () => {
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
])('%s stays here', (name) => {
  expect(Object.keys(send({ [name]: ['x'] }))).toEqual(['Host', 'X-Forwarded-Host']);
});

test('what Connection names stays here', () => {
  expect(send({ connection: ['close, X-Hop'], 'X-Hop': ['1'], 'X-End': ['2'] })).not.toHaveProperty('X-Hop');
});

test('a repeated header is sent as often', () => {
  expect(send({ Accept: ['a/b', 'c/d'] })).toMatchObject({ Accept: ['a/b', 'c/d'] });
});

test('the length is that of the body', () => {
  expect(send({ 'Content-Length': ['3'] }, 7)).toMatchObject({ 'Content-Length': '7' });
});

test('an answer keeps its headers and their repetitions', () => {
  expect(responseHeaders(['X-APSBooster-Response', 'true', 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2'])).toEqual({
    'X-APSBooster-Response': ['true'],
    'Set-Cookie': ['a=1', 'b=2'],
  });
});

test('an answer loses what belongs to the connection', () => {
  expect(responseHeaders(['Transfer-Encoding', 'chunked', 'Connection', 'keep-alive', 'Content-Length', '5'])).toEqual(
    {},
  );
});

test('an answer loses what its Connection names', () => {
  expect(responseHeaders(['Connection', 'X-Node-Hop', 'x-node-hop', '1', 'X-End', '2'])).toEqual({ 'X-End': ['2'] });
});

test('two spellings of one header are sent as one, with the values of both', () => {
  expect(send({ Accept: ['a/b'], accept: ['c/d'] })).toEqual({
    Accept: ['a/b', 'c/d'],
    Host: 'brand.test:8443',
    'X-Forwarded-Host': 'api.reseller.test',
  });
});

test.each(['constructor', 'toString', '__proto__'])('an answer may have a header called %s', (name) => {
  expect(Object.entries(responseHeaders([name, 'a', name, 'b']))).toEqual([[name, ['a', 'b']]]);
});

test.each(['Transfer.Encoding', 'X.Forwarded.Host'])(
  '%s, which some servers take for the one with hyphens, stays here',
  (name) => {
    expect(Object.keys(send({ [name]: ['x'] }))).toEqual(['Host', 'X-Forwarded-Host']);
  },
);
