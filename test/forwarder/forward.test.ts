import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { GATEWAY_REFUSALS } from '../../lambda/authorizer/contract';
import { forward } from '../../lambda/forwarder/forward';
import type { NodeRequest } from '../../lambda/forwarder/node-client';
import { readProxyEvent } from '../../lambda/forwarder/proxy-event';

const EVENT = {
  httpMethod: 'PUT',
  resource: '/2/resources/{proxy+}',
  multiValueHeaders: { Authorization: ['OAuth x="1"'], 'x-forwarded-host': ['evil.test'] },
  multiValueQueryStringParameters: { 'limit(0,5)': [''], name: ['a b'] },
  body: 'grüße',
  isBase64Encoded: false,
  requestContext: {
    path: '/aps/2/resources/7/',
    domainName: 'api.alpha.test',
    extendedRequestId: 'req-9',
    authorizer: { authorization: 'OAuth oauth_nonce="verified"' },
  },
};

async function run(event: object, answer: () => Promise<IncomingMessage>, streamed = false) {
  const calls: NodeRequest[] = [];
  const failed: string[] = [];
  const { body, ...metadata } = await forward(readProxyEvent(event), {
    nodeOf: () => ({
      callNode: (call) => {
        calls.push(call);
        return answer();
      },
      host: 'brand.test:8443',
    }),
    streamed,
    onFailed: (code, { message }, requestId) => failed.push(`${requestId} ${code} ${message}`),
  });
  return { calls, failed, metadata, body: typeof body === 'string' ? body : await text(body) };
}

const answered = () =>
  Promise.resolve(
    Object.assign(Readable.from(['one ', 'two']), {
      statusCode: 206,
      rawHeaders: ['X-APSBooster-Response', 'true', 'Location', 'https://brand.test:8443/aps/2/x?7'],
    }) as never,
  );

test('a request is forwarded with its method, its path as requested, and its query as RQL', async () => {
  const { calls } = await run(EVENT, answered);
  expect(calls).toMatchObject([{ method: 'PUT', target: '/aps/2/resources/7/?limit(0,5)&name=a%20b' }]);
});

test('a body is forwarded byte by byte, with its length', async () => {
  const { calls } = await run(EVENT, answered);
  expect(calls[0]?.body).toEqual(Buffer.from('grüße'));
  expect(calls[0]?.headers).toMatchObject({ 'Content-Length': '7' });
});

test('a base64 body is decoded', async () => {
  const { calls } = await run(
    { ...EVENT, body: Buffer.from([0, 255, 7]).toString('base64'), isBase64Encoded: true },
    answered,
  );
  expect(calls[0]?.body).toEqual(Buffer.from([0, 255, 7]));
});

test('the node gets the called host from API Gateway, not from the client', async () => {
  const { calls } = await run(EVENT, answered);
  expect(calls[0]?.headers).toMatchObject({ 'X-Forwarded-Host': 'api.alpha.test', Host: 'brand.test:8443' });
  expect(JSON.stringify(calls)).not.toContain('evil.test');
});

test('the response keeps its status, headers and body', async () => {
  const { metadata, body } = await run(EVENT, answered);
  expect(metadata).toMatchObject({ statusCode: 206, multiValueHeaders: { 'X-APSBooster-Response': ['true'] } });
  expect(body).toBe('one two');
});

test('a redirect to the brand endpoint stays on the host that the consumer called', async () => {
  const { metadata } = await run(EVENT, answered);
  expect(metadata.multiValueHeaders).toMatchObject({ Location: ['https://api.alpha.test/aps/2/x?7'] });
});

test('a node is asked not to compress an answer that is buffered', async () => {
  const { calls } = await run({ ...EVENT, multiValueHeaders: { 'accept-encoding': ['gzip'] } }, answered);
  expect(calls[0]?.headers).toMatchObject({ 'Accept-Encoding': 'identity' });
  expect(calls[0]?.headers).not.toHaveProperty('accept-encoding');
});

test('a node may compress an answer that is streamed, as the consumer accepts it', async () => {
  const { calls } = await run({ ...EVENT, multiValueHeaders: { 'accept-encoding': ['br'] } }, answered, true);
  expect(calls[0]?.headers).toMatchObject({ 'accept-encoding': ['br'] });
  expect(calls[0]?.headers).not.toHaveProperty('Accept-Encoding');
});

test.each(['\u20ac', 'a\u0007b', 'a\r\nX-Other: 1'])(
  'a header value %j, which cannot be sent, is refused as malformed before any call',
  async (value) => {
    const { calls, metadata, body } = await run({ ...EVENT, multiValueHeaders: { 'X-Note': [value] } }, answered);
    expect(calls).toEqual([]);
    expect(metadata.statusCode).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ code: 'request_malformed', requestId: 'req-9' });
  },
);

test('an invalid header name is refused as malformed before any call', async () => {
  const { calls, body } = await run({ ...EVENT, multiValueHeaders: { 'a b': ['x'] } }, answered);
  expect(calls).toEqual([]);
  expect(JSON.parse(body)).toMatchObject({ code: 'request_malformed' });
});

test.each(['/aps/2/resources/a b', '/aps/2/resources/é'])('the path %s is refused as malformed', async (path) => {
  const requestContext = { ...EVENT.requestContext, path };
  const { calls, body } = await run({ ...EVENT, requestContext }, answered);
  expect(calls).toEqual([]);
  expect(JSON.parse(body)).toMatchObject({ message: expect.stringContaining('percent-encode them') as string });
});

test('a header value in Latin-1 is forwarded', async () => {
  const { calls } = await run({ ...EVENT, multiValueHeaders: { 'X-Note': ['gr\u00fc\u00dfe'] } }, answered);
  expect(calls[0]?.headers).toMatchObject({ 'X-Note': ['gr\u00fc\u00dfe'] });
});

describe('an unreachable node', () => {
  const failed = () => Promise.reject(new Error('connect ECONNREFUSED'));

  test('is reported to the caller as 504 with the refusal', async () => {
    const { metadata, body } = await run(EVENT, failed);
    expect(metadata).toEqual({ statusCode: 504, multiValueHeaders: { 'Content-Type': ['application/json'] } });
    const { message, remedy } = GATEWAY_REFUSALS.ui_node_unreachable;
    expect(JSON.parse(body)).toEqual({
      code: 'ui_node_unreachable',
      message: `${message} ${remedy}`,
      requestId: 'req-9',
    });
  });

  test('is called only once, because a nonce is valid for one request', async () => {
    const { calls } = await run(EVENT, failed);
    expect(calls).toHaveLength(1);
  });

  test('is reported with its reason, which the caller does not see', async () => {
    const { failed: reported, body } = await run(EVENT, failed);
    expect(reported).toEqual(['req-9 ui_node_unreachable connect ECONNREFUSED']);
    expect(body).not.toContain('ECONNREFUSED');
  });
});
