import { FunctionError } from '../../../lib/local/function/invoke';
import type { FunctionIntegration } from '../../../lib/local/template/rest-api-model';
import { AUTHORIZER, bodyOf, headerOf, method, request, restApi } from '../support/rest-api-fixture';
import recorded from './function-results.json';

const FUNCTION: FunctionIntegration = {
  type: 'AWS_PROXY',
  functionArn: AUTHORIZER,
  requestParameters: {},
  timeoutMs: 5000,
};

function answer(invoke: () => Promise<unknown>, integration: Partial<FunctionIntegration> = {}) {
  const methods = [method({ integration: { ...FUNCTION, ...integration } })];
  return restApi({ model: { methods }, invoke }).api.answer(request());
}

test.each(recorded.results)('of the result of a function, $fact', async ({ result, answer: expected }) => {
  const response = await answer(async () => result);

  expect([response.status, bodyOf(response)]).toEqual([expected.status, expected.body]);
});

test('a result without a body is application/json', async () => {
  const response = await answer(async () => ({ statusCode: 200 }));

  expect(headerOf(response.headers, 'Content-Type')).toBe('application/json');
});

test('a header in both maps has all values, those of the multi map first and in its spelling', async () => {
  const { headers } = await answer(async () => recorded.bothHeaderMaps.result);

  expect(headers.filter(([name]) => name.toLowerCase() === 'test-header')).toEqual(recorded.bothHeaderMaps.headers);
});

test.each(['error', 'timeout'] as const)('a function that ends with %s is 502', async (kind) => {
  const response = await answer(() => Promise.reject(new FunctionError(kind, 'it failed')));

  expect([response.status, bodyOf(response)]).toEqual([502, '{"message":"Internal server error"}']);
});

test('the response of a function has the trace of the request', async () => {
  const { headers } = await answer(async () => ({ statusCode: 200 }));

  expect(headerOf(headers, 'X-Amzn-Trace-Id')).toBe('Root=1-0-trace');
});

test('the response of a mock has no trace', async () => {
  const { headers } = await restApi().api.answer(request());

  expect(headerOf(headers, 'X-Amzn-Trace-Id')).toBeUndefined();
});

test.each(recorded.mappingsThatFail)('a function behind a mapping of %s answers 500 to every call', async (name) => {
  const target = `integration.request.header.${name}`;
  const response = await answer(async () => ({ statusCode: 200 }), { requestParameters: { [target]: "'v'" } });

  expect([response.status, headerOf(response.headers, 'x-amzn-ErrorType')]).toEqual([
    500,
    'InternalServerErrorException',
  ]);
});

test('a mapping of another header changes nothing', async () => {
  const requestParameters = { 'integration.request.header.X-Own': "'v'" };

  expect((await answer(async () => ({ statusCode: 204 }), { requestParameters })).status).toBe(204);
});
