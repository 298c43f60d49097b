import { GATEWAY_REFUSALS } from '../../../lambda/authorizer/contract';
import { gatewayResponseModels } from '../../../lib/gateway/api/gateway-responses';
import { environmentOf } from '../support/environment';
import { resellerTemplate, resourcesOf } from '../support/synthesis';

const models = gatewayResponseModels(environmentOf().gateways[0]!, true);

test.each([
  ['ACCESS_DENIED', 401, '$context.authorizer.reason'],
  ['UNAUTHORIZED', 401, 'authorization_missing'],
  ['INVALID_API_KEY', 403, 'consumer_not_metered'],
  ['WAF_FILTERED', 403, 'request_refused'],
  ['MISSING_AUTHENTICATION_TOKEN', 404, 'route_unknown'],
  ['RESOURCE_NOT_FOUND', 404, 'route_unknown'],
  ['INVALID_SIGNATURE', 404, 'route_unknown'],
  ['UNSUPPORTED_MEDIA_TYPE', 415, 'content_encoding_unsupported'],
  ['THROTTLED', 429, 'throttled'],
  ['QUOTA_EXCEEDED', 429, 'quota_exceeded'],
  ['DEFAULT_5XX', undefined, 'gateway_error'],
  ['AUTHORIZER_FAILURE', 503, 'authorizer_unavailable'],
  ['AUTHORIZER_CONFIGURATION_ERROR', 503, 'authorizer_unavailable'],
  ['INTEGRATION_FAILURE', 504, 'ui_node_unreachable'],
  ['INTEGRATION_TIMEOUT', 504, 'ui_node_unreachable'],
  ['DEFAULT_4XX', undefined, 'request_malformed'],
])('%s is %s %s', (type, status, code) => {
  const model = models[type];
  expect(model?.status).toBe(status);
  expect(JSON.parse(model!.body)).toMatchObject({ code });
});

test.each(Object.entries(models))('%s has a code, a message and a request id', (_type, { body }) => {
  expect(JSON.parse(body)).toEqual({
    code: expect.any(String) as string,
    message: expect.any(String) as string,
    requestId: '$context.extendedRequestId',
  });
});

test('a denial has Retry-After only where sources are locked out, and its value from the authorizer', () => {
  const lockout = { failures: 7, withinMinutes: 11, forMinutes: 33 };
  const gateway = environmentOf({ platform: { lockout } }).gateways[0]!;
  expect(gatewayResponseModels(gateway, false)['ACCESS_DENIED']?.headers).toEqual({
    'WWW-Authenticate': 'context.authorizer.challenge',
    'Retry-After': 'context.authorizer.retryAfter',
  });
  expect(models['ACCESS_DENIED']?.headers).not.toHaveProperty('Retry-After');
});

test('API Gateway words the answer to a body that is too large, because it cannot be customized', () => {
  expect(models).not.toHaveProperty('REQUEST_TOO_LARGE');
});

// Worded by API Gateway itself, and by the forwarder.
// Only gateways that shed load answer platform_busy.
const ELSEWHERE = ['payload_too_large', 'answer_too_large', 'answer_not_text', 'platform_busy'];
const worded = Object.keys(GATEWAY_REFUSALS).filter((code) => !ELSEWHERE.includes(code));
test.each(worded)('some response type answers %s', (code) => {
  expect(Object.values(models).map(({ body }) => (JSON.parse(body) as { code: string }).code)).toContain(code);
});

test.each(Object.entries(models).filter(([, { status }]) => status === 429 || status === 503))(
  '%s says when to come back',
  (_type, { headers }) => {
    expect(headers['Retry-After']).toMatch(/^'\d+'$/);
  },
);

test('a denial carries the authorizer’s challenge', () => {
  expect(models['ACCESS_DENIED']?.headers).toEqual({ 'WWW-Authenticate': 'context.authorizer.challenge' });
});

test('a denial by the resource policy, for which the authorizer’s context is empty, has the words of API Gateway', () => {
  const gateway = environmentOf({ resellers: { alpha: { allowedSourceIps: ['203.0.113.0/24'] } } }).gateways[0]!;
  const { body } = gatewayResponseModels(gateway, false)['ACCESS_DENIED']!;
  const message = 'User: anonymous is not authorized to perform: execute-api:Invoke with an explicit deny';
  const rendered = body
    .replace('$context.error.messageString', JSON.stringify(message))
    .replace('$context.extendedRequestId', 'x1')
    .replaceAll(/\$context\.authorizer\.\w+/g, '');
  expect(JSON.parse(rendered)).toEqual({ code: '', message: '', requestId: 'x1', detail: message });
});

test('a request without Authorization gets a challenge with its realm', () => {
  expect(models['UNAUTHORIZED']?.headers).toEqual({
    'WWW-Authenticate': `'OAuth realm="alpha", oauth_problem="parameter_absent"'`,
  });
});

const typesIn = (template: ReturnType<typeof resellerTemplate>) =>
  resourcesOf(template, 'AWS::ApiGateway::GatewayResponse').map(([, { Properties }]) =>
    String(Properties['ResponseType']),
  );

test('the template has every one of them behind a web ACL', () => {
  const behind = resellerTemplate({}, { protection: { webAcl: { managedRules: true } } });
  expect(typesIn(behind).toSorted()).toEqual(Object.keys(models).toSorted());
});

test('without a web ACL its response is absent', () => {
  expect(typesIn(resellerTemplate())).not.toContain('WAF_FILTERED');
});

test('a gateway that sheds load answers platform_busy where others miss the header', () => {
  const { gateways } = environmentOf({ platform: { shedding: {} } });
  expect(gatewayResponseModels(gateways[0]!, true)['UNAUTHORIZED']).toEqual({
    status: 503,
    headers: { 'Retry-After': "'30'" },
    body: `{"code":"platform_busy","message":"The platform is busy, and requests of the consumer's tier have to wait. Wait as long as Retry-After says, then sign the request again; it was not forwarded.","requestId":"$context.extendedRequestId"}`,
  });
});

const bearer = { issuer: 'https://login.example.com/', audience: 'aps', jwksUri: 'https://login.example.com/keys' };
const messagesOf = (authentication: ('oauth1' | 'bearer')[], shedding?: object) => {
  const { gateways } = environmentOf({
    platform: { oauth: { authentication, bearer }, ...(shedding && { shedding }) },
  });
  const all = Object.values(gatewayResponseModels(gateways[0]!, true));
  return all.map(({ body }) => (JSON.parse(body) as { message: string }).message);
};

test.each([
  ['', undefined],
  [' that sheds load', {}],
])('no response of a gateway%s for tokens only speaks of signatures', (_name, shedding) => {
  const messages = messagesOf(['bearer'], shedding);
  expect(messages.filter((message) => /\bsign|\bnonce|OAuth 1/i.test(message))).toEqual([]);
  expect(messages.join()).toContain('then send the request again.');
});

test.each([
  ['', undefined],
  [' that sheds load', {}],
])('a response of a gateway%s for both schemes asks only those who sign to sign again', (_name, shedding) => {
  const again = messagesOf(['oauth1', 'bearer'], shedding).filter((message) => message.includes('again'));
  expect(again.length).toBeGreaterThan(2);
  for (const message of again) expect(message).toContain('again, with a new signature if it is signed');
});
