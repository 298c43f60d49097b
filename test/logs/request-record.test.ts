import { recordOf } from '../../lib/logs/request-record';

const ACCESS = {
  time: '1795320000000',
  requestId: 'x1',
  amznRequestId: 'r1',
  method: 'GET',
  path: '/aps/2/resources',
  status: '200',
  reason: 'allowed',
  refusal: '-',
  consumerKey: 'crm',
  reseller: 'acme',
  tier: 'gold',
  latencyMs: '41',
  authorizerLatencyMs: '29',
  uiNodeLatencyMs: '10',
  uiNodeStatus: '200',
  uiNodeError: '-',
};
const record = (lines: Parameters<typeof recordOf>[0]['lines']) => recordOf({ requestId: 'x1', lines });

test('a request has the members of its access line, without those that have no value', () => {
  expect(record({ access: ACCESS })).toEqual({
    requestId: 'x1',
    logs: ['access'],
    timeMs: 1_795_320_000_000,
    amznRequestId: 'r1',
    method: 'GET',
    path: '/aps/2/resources',
    status: 200,
    reason: 'allowed',
    consumerKey: 'crm',
    reseller: 'acme',
    tier: 'gold',
    latencyMs: 41,
    authorizerLatencyMs: 29,
    uiNodeLatencyMs: 10,
    uiNodeStatus: 200,
  });
});

test('a request that only the authorizer knows has its members and the time at which it began', () => {
  const authorizer = {
    _aws: { Timestamp: 5042 },
    gateway: 'lab/acme',
    requestId: 'r1',
    reason: 'signature_invalid',
    claimedConsumerKey: 'crm',
    resourcePath: '/2/resources',
    signatureFault: 'query_unsigned',
    Duration: 42,
  };
  expect(record({ authorizer })).toEqual({
    requestId: 'x1',
    logs: ['authorizer'],
    timeMs: 5000,
    gateway: 'lab/acme',
    amznRequestId: 'r1',
    route: '/2/resources',
    reason: 'signature_invalid',
    claimedConsumerKey: 'crm',
    signatureFault: 'query_unsigned',
    authorizerLatencyMs: 42,
  });
});

test('a request that could not be checked has the fault from the log of the authorizer', () => {
  const access = { ...ACCESS, status: '503', refusal: 'AUTHORIZER_FAILURE' };
  const authorizer = { reason: 'authorizer_unavailable', fault: 'credentials_refused' };
  expect(record({ access, authorizer })).toMatchObject({
    reason: 'authorizer_unavailable',
    fault: 'credentials_refused',
  });
});

test.each([
  ['THROTTLED', '429', 'throttled'],
  ['AUTHORIZER_FAILURE', '503', 'authorizer_unavailable'],
  ['INTEGRATION_TIMEOUT', '504', 'ui_node_unreachable'],
  ['UNAUTHORIZED', '401', 'authorization_missing'],
  ['WAF_FILTERED', '403', 'request_refused'],
  ['BAD_REQUEST_BODY', '400', 'request_malformed'],
  ['API_CONFIGURATION_ERROR', '500', 'gateway_error'],
])('API Gateway refuses with %s, which callers get as %s %s', (refusal, status, reason) => {
  expect(record({ access: { ...ACCESS, refusal, status } })).toMatchObject({ reason });
});

test('a denial has the reason of the authorizer', () => {
  const access = { ...ACCESS, status: '401', refusal: 'ACCESS_DENIED', reason: 'nonce_used' };
  expect(record({ access })).toMatchObject({ reason: 'nonce_used' });
});

test('an address that the resource policy denies reaches no authorizer', () => {
  const access = { ...ACCESS, status: '401', refusal: 'ACCESS_DENIED', reason: '-' };
  expect(record({ access })).toMatchObject({ reason: 'address_refused' });
});

test('an undeclared path has no authorizer either', () => {
  expect(record({ access: { ...ACCESS, status: '404', reason: '-' } })).toMatchObject({ reason: 'route_unknown' });
});

test('the reason of the forwarder explains an answer that the authorizer allowed', () => {
  const forwarder = { reason: 'answer_broken_off' };
  expect(record({ access: ACCESS, forwarder })).toMatchObject({ status: 200, reason: 'answer_broken_off' });
});
