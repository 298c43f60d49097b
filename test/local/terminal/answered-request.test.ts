import { toAnsweredRequest } from '../../../lib/local/terminal/answered-request';
import type { HeaderList } from '../../../lib/local/http/http-message';

const context = (more: Readonly<Record<string, string>> = {}) =>
  new Map(
    Object.entries({
      httpMethod: 'POST',
      path: '/aps/2/orders',
      requestTimeEpoch: '1700000000123',
      responseLatency: '17',
      ...more,
    }),
  );
const answer = (status: number, body = '', headers: HeaderList = []) => ({ status, headers, body: Buffer.from(body) });

test('tells what an allowed request was', () => {
  const authorized = context({ 'authorizer.reason': 'allowed', 'authorizer.consumerKey': 'crm' });
  expect(toAnsweredRequest('beta', authorized, answer(201, '', [['X-APSBooster-Response', 'true']]))).toEqual({
    at: 1_700_000_000_123,
    resellerId: 'beta',
    method: 'POST',
    path: '/aps/2/orders',
    consumerKey: 'crm',
    decision: 'allowed',
    status: 201,
    answeredBy: 'UI node',
    latencyMs: 17,
  });
});

test.each([
  ['ACCESS_DENIED', 401, 'nonce_used', 'denied'],
  ['UNAUTHORIZED', 401, 'authorization_missing', 'refused'],
  ['BAD_REQUEST_PARAMETERS', 400, 'request_malformed', 'refused'],
  ['THROTTLED', 429, 'throttled', 'refused'],
] as const)('%s is shown by the code that the caller gets', (type, status, code, decision) => {
  const refused = context({ 'error.responseType': type });
  expect(toAnsweredRequest('beta', refused, answer(status, JSON.stringify({ code })))).toMatchObject({
    decision,
    reason: code,
  });
});

test('an undeclared route is shown by its code', () => {
  expect(toAnsweredRequest('beta', context(), answer(404, '{"code":"route_unknown"}'))).toMatchObject({
    decision: 'refused',
    reason: 'route_unknown',
  });
});

test.each(['{"message":"Request Too Long"}', '{"code":""}', 'text'])(
  'an answer without a code, %s, is shown by its response type',
  (body) => {
    const refused = context({ 'error.responseType': 'REQUEST_TOO_LARGE' });
    expect(toAnsweredRequest('beta', refused, answer(413, body)).reason).toBe('REQUEST_TOO_LARGE');
  },
);

test('names why a UI node gave no answer, which the caller is not told', () => {
  const failed = context({ 'error.responseType': 'INTEGRATION_FAILURE', 'integration.error': 'connect ECONNREFUSED' });
  expect(toAnsweredRequest('beta', failed, answer(504))).toMatchObject({ cause: 'connect ECONNREFUSED' });
});
