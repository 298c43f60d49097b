import { Allowed, Denied, Shed } from '../../lambda/authorizer/decision';
import { AuthorizerUnavailableError } from '../../lambda/authorizer/faults';
import { logLine, type Handled } from '../../lambda/authorizer/log-line';

const IDS = { requestId: 'r1', extendedRequestId: 'x1', resourcePath: '/2/resources' };
const CONSUMER = { consumerKey: 'crm', reseller: 'acme', tier: 'gold' };
const line = (handled: Partial<Handled>) =>
  JSON.parse(
    logLine('lab/acme', {
      outcome: new Denied('path_refused'),
      ids: IDS,
      trace: {},
      startedAt: 1000,
      endedAt: 1042,
      ...handled,
    }),
  ) as unknown;
const milliseconds = (Name: string) => ({ Name, Unit: 'Milliseconds' });
const DECISIONS = {
  Namespace: 'ApsGateway',
  Dimensions: [['environment', 'gateway', 'reason']],
  Metrics: [{ Name: 'Decisions', Unit: 'Count' }],
};
const metrics = (...ofGateway: object[]) => ({
  Timestamp: 1042,
  CloudWatchMetrics: [
    DECISIONS,
    {
      Namespace: 'ApsGateway',
      Dimensions: [['environment', 'gateway']],
      Metrics: [milliseconds('Duration'), ...ofGateway],
    },
  ],
});

test('the line of a wrong signature names the known fault that explains it', () => {
  const trace = { claimedConsumerKey: 'crm', signatureFault: 'query_unsigned' };
  expect(line({ outcome: new Denied('signature_invalid'), trace })).toMatchObject({
    reason: 'signature_invalid',
    claimedConsumerKey: 'crm',
    signatureFault: 'query_unsigned',
  });
});

test('the line of an allowed request names its consumer and has every measurement', () => {
  const trace = {
    claimedConsumerKey: 'crm',
    credentials: 'looked_up',
    secretId: '2',
    lookupMs: 9,
    claimMs: 4,
  } as const;
  expect(line({ outcome: new Allowed(CONSUMER, 'api-key-value'), trace })).toEqual({
    _aws: metrics(
      { Name: 'CredentialsCacheHits', Unit: 'Count' },
      milliseconds('CredentialsLookupTime'),
      milliseconds('NonceClaimTime'),
    ),
    level: 'info',
    environment: 'lab',
    gateway: 'lab/acme',
    reason: 'allowed',
    effect: 'allow',
    ...IDS,
    ...CONSUMER,
    credentials: 'looked_up',
    secretId: '2',
    Decisions: 1,
    CredentialsCacheHits: 0,
    CredentialsLookupTime: 9,
    NonceClaimTime: 4,
    Duration: 42,
  });
});

test.each(['signature_invalid', 'nonce_used', 'locked_out'] as const)(
  'the line of a failed attempt, %s, has the key and the source that failed',
  (reason) => {
    const trace = { claimedConsumerKey: 'crm', sourceIp: '2001:db8:1:2:3::4' };
    expect(line({ outcome: new Denied(reason), trace })).toMatchObject({
      failedKey: 'crm',
      failedFrom: '2001:db8:1:2::/64',
    });
  },
);

test('the line of a failed attempt through a VPC endpoint has its id in the source', () => {
  const trace = { claimedConsumerKey: 'crm', sourceIp: '10.0.0.7', vpcEndpoint: 'vpce-0a1b' };
  const outcome = new Denied('signature_invalid');
  expect(line({ outcome, trace })).toMatchObject({ failedFrom: 'vpce-0a1b/10.0.0.7' });
});

test('the line of a refusal by a rule is not a failed attempt', () => {
  const trace = { claimedConsumerKey: 'crm', sourceIp: '198.51.100.7' };
  expect(line({ outcome: new Denied('operation_refused'), trace })).not.toHaveProperty('failedKey');
});

test('the line of a request that was decided without the table of failed attempts says why', () => {
  const trace = { claimedConsumerKey: 'crm', lockoutError: 'ResourceNotFoundException' };
  expect(line({ outcome: new Denied('signature_invalid'), trace })).toMatchObject({
    lockoutError: 'ResourceNotFoundException',
  });
});

test('the line of an unauthenticated request has its consumer key as a claim only', () => {
  const trace = { claimedConsumerKey: 'crm', credentials: 'cached' } as const;
  expect(line({ outcome: new Denied('timestamp_refused'), trace })).toEqual({
    _aws: metrics({ Name: 'CredentialsCacheHits', Unit: 'Count' }),
    level: 'info',
    environment: 'lab',
    gateway: 'lab/acme',
    reason: 'timestamp_refused',
    effect: 'deny',
    ...IDS,
    claimedConsumerKey: 'crm',
    credentials: 'cached',
    Decisions: 1,
    CredentialsCacheHits: 1,
    Duration: 42,
  });
});

test('the line of a request denied early has no metrics without a measurement', () => {
  expect(line({})).toEqual({
    _aws: metrics(),
    level: 'info',
    environment: 'lab',
    gateway: 'lab/acme',
    reason: 'path_refused',
    effect: 'deny',
    ...IDS,
    Decisions: 1,
    Duration: 42,
  });
});

test('the line of a fault is an error, counts its kind and locates it', () => {
  const outcome = new AuthorizerUnavailableError('credentials_unavailable');
  expect(line({ outcome })).toEqual({
    _aws: {
      Timestamp: 1042,
      CloudWatchMetrics: [
        DECISIONS,
        {
          Namespace: 'ApsGateway',
          Dimensions: [['environment', 'gateway', 'fault']],
          Metrics: [{ Name: 'Faults', Unit: 'Count' }],
        },
        { Namespace: 'ApsGateway', Dimensions: [['environment', 'gateway']], Metrics: [milliseconds('Duration')] },
      ],
    },
    level: 'error',
    environment: 'lab',
    gateway: 'lab/acme',
    reason: 'authorizer_unavailable',
    effect: 'fault',
    ...IDS,
    fault: 'credentials_unavailable',
    Faults: 1,
    Decisions: 1,
    Duration: 42,
  });
});

test('a fault names the error behind it and its frames, not its message', () => {
  const cause = new RangeError('request data');
  cause.stack = 'RangeError: request data\n    at guardPath (/var/task/index.js:12:3)';
  const outcome = new AuthorizerUnavailableError('internal', {}, { cause });
  const { error, frames } = line({ outcome }) as Record<string, unknown>;
  expect([error, frames]).toEqual(['RangeError', ['guardPath index.js:12']]);
});

test('a fault behind which something else was thrown names its type', () => {
  const outcome = new AuthorizerUnavailableError('internal', {}, { cause: 'request data' });
  expect(line({ outcome })).toMatchObject({ error: 'string' });
});

test('the line of a shed request names its consumer and counts it by tier', () => {
  expect(line({ outcome: new Shed(CONSUMER), trace: { claimedConsumerKey: 'crm' } })).toEqual({
    _aws: {
      Timestamp: 1042,
      CloudWatchMetrics: [
        DECISIONS,
        {
          Namespace: 'ApsGateway',
          Dimensions: [['environment', 'gateway', 'tier']],
          Metrics: [{ Name: 'ShedRequests', Unit: 'Count' }],
        },
        { Namespace: 'ApsGateway', Dimensions: [['environment', 'gateway']], Metrics: [milliseconds('Duration')] },
      ],
    },
    level: 'info',
    environment: 'lab',
    gateway: 'lab/acme',
    reason: 'platform_busy',
    effect: 'shed',
    ...IDS,
    ...CONSUMER,
    Decisions: 1,
    ShedRequests: 1,
    Duration: 42,
  });
});

test('a failed attempt without a key is not counted by key', () => {
  const failed = line({ outcome: new Denied('signature_invalid'), trace: { sourceIp: '192.0.2.1' } });
  expect(failed).not.toHaveProperty('failedFrom');
});
