import { DENY_REFUSALS, GATEWAY_REFUSALS, refusalsAt } from '../../../lambda/authorizer/contract';
import { explainAnswer } from '../../../lib/cli/refusals/explain-answer';
import type { CallResponse } from '../../../lib/cli/send-signed';

const answerOf = (status: number, body: string, challenge?: string): CallResponse => ({
  status,
  statusText: 'Text',
  headers: challenge === undefined ? [] : [['WWW-Authenticate', challenge]],
  body: Buffer.from(body),
});
const explain = (status: number, body: string, seen = false, challenge?: string) =>
  explainAnswer(answerOf(status, body, challenge), { seen, sendsToken: false });

test('an answer that is not a refusal needs no explanation', () => {
  expect(explain(200, '{"code":"nonce_used"}')).toBeUndefined();
});

test('a refusal of the gateway is explained with meaning and remedy', () => {
  const { message, remedy } = DENY_REFUSALS.nonce_used;

  expect(explain(401, '{"code":"nonce_used"}')).toBe(`refused: nonce_used: ${message} ${remedy}`);
});

test("a remedy that the gateway's own message ends with is not said twice", () => {
  const { message, remedy } = DENY_REFUSALS.nonce_used;
  const body = JSON.stringify({ code: 'nonce_used', message: `${message} ${remedy}` });

  expect(explain(401, body)).toBe(`refused: nonce_used: ${message} ${remedy}`);
});

test("details of the gateway's own message beyond the meaning are kept", () => {
  const message = `${DENY_REFUSALS.signature_method_unsupported.message} It accepts HMAC-SHA256.`;

  expect(explain(401, JSON.stringify({ code: 'signature_method_unsupported', message }))).toBe(
    `refused: signature_method_unsupported: ${message} ${DENY_REFUSALS.signature_method_unsupported.remedy}`,
  );
});

test('a meaning that was seen in the body is not said twice', () => {
  const { message, remedy } = DENY_REFUSALS.nonce_used;

  expect(explain(401, JSON.stringify({ code: 'nonce_used', message }), true)).toBe(`refused: nonce_used: ${remedy}`);
});

test.each([false, true])(
  'the remedy is that of the gateway that refused, not of the scheme that was sent (seen: %s)',
  (seen) => {
    const { message, remedy } = refusalsAt(['bearer']).authorization_scheme_unsupported;
    const body = JSON.stringify({ code: 'authorization_scheme_unsupported', message: `${message} ${remedy}` });

    const explained = explain(401, body, seen);

    expect(explained).toContain('Send Authorization: Bearer');
    expect(explained).not.toContain('Sign the request');
  },
);

test('the oauth_problem explains an answer without a code', () => {
  expect(explain(401, '', false, 'OAuth realm="r", oauth_problem="timestamp_refused"')).toMatch(
    /^refused: timestamp_refused: .* synchronize your clock/,
  );
});

test('a refusal by the resource policy, whose code is empty, is not ascribed to the platform', () => {
  expect(explain(401, '{"code":"","message":""}')).toMatch(
    /^refused: the gateway's resource policy does not allow this address or VPC endpoint;/,
  );
});

test.each([
  ['its message', 404, '{"code":123,"message":"No such resource"}', false, 'No such resource'],
  ['its message once', 404, '{"code":123,"message":"No such resource"}', true, 'HTTP 404 Text'],
  ['its status', 502, '<html>', false, 'HTTP 502 Text'],
  ['a code that the gateway does not have', 409, '{"code":"APS::Hosting"}', false, 'HTTP 409 Text'],
])("the platform's own refusal is reported as such, with %s", (_name, status, body, seen, reason) => {
  expect(explain(status, body, seen)).toBe(`refused by the platform, not by the gateway: ${reason}`);
});

test('an answer to HEAD, which has no body, is attributed to neither', () => {
  expect(explain(404, '')).toBe('refused: HTTP 404 Text');
});

test('a plain 403 of API Gateway names what is wrong with the URL', () => {
  expect(explain(403, '{"message":"Forbidden"}')).toBe(
    "refused by API Gateway: the path does not begin with /aps, or the domain is not this gateway's",
  );
});

test('a body over the limit of API Gateway is reported as one over the limit of the gateway', () => {
  const { message, remedy } = GATEWAY_REFUSALS.payload_too_large;

  expect(explain(413, '{"message":"Request Too Long"}')).toBe(`refused: payload_too_large: ${message} ${remedy}`);
});

describe('of a request with a bearer token,', () => {
  const explainToken = (status: number, body: string, seen = false, challenge?: string) =>
    explainAnswer(answerOf(status, body, challenge), { seen, sendsToken: true });

  test('a refusal is explained without advice to sign', () => {
    expect(explainToken(429, '{"code":"throttled","message":"Slow down."}', true)).toBe(
      'refused: throttled: Wait as long as Retry-After says, then send the request again.',
    );
  });

  test('a remedy in the words of a gateway that accepts both schemes is not said twice', () => {
    const { message, remedy } = refusalsAt(['oauth1', 'bearer']).throttled;
    const said = `${message} ${remedy}`;

    expect(explainToken(429, JSON.stringify({ code: 'throttled', message: said }))).toBe(`refused: throttled: ${said}`);
  });

  test('an answer to HEAD is attributed to neither, because both may challenge for a token', () => {
    expect(explainToken(401, '', false, 'Bearer realm="r", error="invalid_token"')).toBe('refused: HTTP 401 Text');
  });
});
