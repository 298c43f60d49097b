import { readProxyEvent } from '../../lambda/forwarder/proxy-event';

const EVENT = {
  httpMethod: 'PUT',
  resource: '/2/x',
  multiValueHeaders: { 'X-Note': ['a', 'b'] },
  multiValueQueryStringParameters: { 'limit(0,5)': [''] },
  body: 'AP8H',
  isBase64Encoded: true,
  requestContext: {
    path: '/aps/2/x',
    domainName: 'api.alpha.test',
    extendedRequestId: 'req-9',
    authorizer: { reason: 'allowed', authorization: 'OAuth oauth_nonce="n"' },
  },
};

test('reads every part of a request', () => {
  expect(readProxyEvent(EVENT)).toEqual({
    method: 'PUT',
    resource: '/2/x',
    path: '/aps/2/x',
    domainName: 'api.alpha.test',
    extendedRequestId: 'req-9',
    authorization: 'OAuth oauth_nonce="n"',
    headers: { 'X-Note': ['a', 'b'] },
    query: { 'limit(0,5)': [''] },
    body: Buffer.from([0, 255, 7]),
  });
});

test('a request without headers, query and body has empty ones', () => {
  const empty = { multiValueHeaders: null, multiValueQueryStringParameters: null, body: null, isBase64Encoded: false };
  expect(readProxyEvent({ ...EVENT, ...empty })).toMatchObject({ headers: {}, query: {}, body: Buffer.alloc(0) });
});

test('reads a parameter named like an object property', () => {
  const query = JSON.parse('{"__proto__": ["1"]}') as object;
  const read = readProxyEvent({ ...EVENT, multiValueQueryStringParameters: query }).query;
  expect(Object.entries(read)).toEqual([['__proto__', ['1']]]);
});

test.each([
  ['no event', null, 'event should be an object'],
  ['a list', [], 'event should be an object'],
  ['no request context', { ...EVENT, requestContext: undefined }, 'requestContext should be an object'],
  [
    'no path',
    { ...EVENT, requestContext: { ...EVENT.requestContext, path: 7 } },
    'requestContext.path should be a text',
  ],
  [
    'a request that no authorizer saw',
    { ...EVENT, requestContext: { ...EVENT.requestContext, authorizer: undefined } },
    'requestContext.authorizer should be an object',
  ],
  [
    'a request without the header that the authorizer wrote',
    { ...EVENT, requestContext: { ...EVENT.requestContext, authorizer: { reason: 'allowed' } } },
    'requestContext.authorizer.authorization should be a text',
  ],
  [
    'an Authorization header that is not a text',
    { ...EVENT, requestContext: { ...EVENT.requestContext, authorizer: { authorization: 7 } } },
    'requestContext.authorizer.authorization should be a text',
  ],
  ['no method', { ...EVENT, httpMethod: undefined }, 'httpMethod should be a text'],
  ['headers that are not a map', { ...EVENT, multiValueHeaders: 'x' }, 'multiValueHeaders should be an object'],
  [
    'a header without a list',
    { ...EVENT, multiValueHeaders: { a: 'x' } },
    'multiValueHeaders should be a map of lists of texts',
  ],
  [
    'a query value that is a number',
    { ...EVENT, multiValueQueryStringParameters: { a: [1] } },
    'multiValueQueryStringParameters should be a text',
  ],
  ['a body that is an object', { ...EVENT, body: {} }, 'body should be a text'],
])('%s cannot be read', (_, event, problem) => {
  expect(() => readProxyEvent(event)).toThrow(
    new TypeError(`The forwarder received an event that is not a Lambda proxy event of an allowed request: ${problem}`),
  );
});
