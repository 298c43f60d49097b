import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

import { answerFromFunction } from '../../../../lib/local/rest-api/integrations/function-integration';
import type { RoutedRequest } from '../../../../lib/local/rest-api/exchange';
import type { FunctionIntegration } from '../../../../lib/local/template/rest-api-model';
import { exchange, method } from '../../support/rest-api-fixture';

const ROUTE: RoutedRequest = {
  method: method(),
  pathParameters: {},
  httpMethod: 'GET',
  requestedPath: '/aps/2/resources',
  path: '/2/resources',
  query: new Map(),
  domainName: 'gateway.example',
};

const answer = (result: unknown, streaming?: FunctionIntegration['streaming'], body = Buffer.alloc(0)) =>
  answerFromFunction(
    exchange({ body }),
    ROUTE,
    {
      type: 'AWS_PROXY',
      functionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:forwarder',
      requestParameters: {},
      timeoutMs: 3000,
      ...(streaming && { streaming }),
    },
    async () => result,
  );

const streamed = () => ({ metadata: { statusCode: 206, cookies: ['a=1'] }, body: Readable.from(['one ', 'two']) });

test('a streamed result starts with its metadata and passes as it comes', async () => {
  const { status, headers, body } = await answer(streamed(), { idleMs: 900 });
  expect(status).toBe(206);
  expect(headers).toContainEqual(['Set-Cookie', 'a=1']);
  expect(await text(body as Readable)).toBe('one two');
});

test('a streamed result breaks off after a pause that is too long', async () => {
  const { body } = await answer({ metadata: {}, body: new Readable({ read: () => undefined }) }, { idleMs: 50 });
  await expect(text(body as Readable)).rejects.toThrow('idle timeout of 50 ms');
});

test.each([
  ['streams without its integration', streamed(), undefined, 'its integration does not'],
  ['does not stream as its integration does', { statusCode: 200 }, { idleMs: 900 }, 'its function does not'],
])('a function that %s is a malformed result', async (_mistake, result, streaming, cause) => {
  await expect(answer(result, streaming)).rejects.toMatchObject({
    responseType: 'DEFAULT_5XX',
    cause: expect.objectContaining({ message: expect.stringContaining(cause) as string }) as Error,
  });
});

test.each([
  ['of 5 MB', Buffer.alloc(5 * 1024 * 1024, 'a'), 200],
  ['of 4 MB that JSON makes larger', Buffer.alloc(4 * 1024 * 1024, '"'), 'REQUEST_TOO_LARGE'],
  ['of 7 MB', Buffer.alloc(7 * 1024 * 1024, 'a'), 'REQUEST_TOO_LARGE'],
])('a request body %s is within Lambda’s limit, or not', async (_size, body, expected) => {
  const outcome = await answer({ statusCode: 200 }, undefined, body).then(
    ({ status }) => status,
    ({ responseType }: { responseType: string }) => responseType,
  );
  expect(outcome).toBe(expected);
});
