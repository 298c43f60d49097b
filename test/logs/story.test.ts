import { DENY_REFUSALS } from '../../lambda/authorizer/contract';
import { KNOWN_FAULTS } from '../../lambda/authorizer/oauth1/known-faults/known-faults';
import { storyOf } from '../../lib/logs/story';

const ACCESS = {
  time: '1795320000000',
  status: '200',
  refusal: '-',
  consumerKey: 'crm',
  reseller: 'acme',
  tier: 'gold',
  latencyMs: '41',
  authorizerLatencyMs: '29',
  uiNodeLatencyMs: '10',
  uiNodeStatus: '200',
};
const AUTHORIZER = {
  reason: 'allowed',
  credentials: 'looked_up',
  CredentialsLookupTime: 9,
  secretId: '2026-03-01',
  NonceClaimTime: 4,
  Duration: 27,
};
const DENIED = { ...ACCESS, status: '401', refusal: 'ACCESS_DENIED', uiNodeLatencyMs: '-', uiNodeStatus: '-' };
const story = (lines: Parameters<typeof storyOf>[0]['lines']) => storyOf({ requestId: 'x1', lines });

test('an accepted request passes the authorizer and the usage plan, and the UI node answers', () => {
  expect(story({ access: ACCESS, authorizer: AUTHORIZER }).stages).toEqual([
    {
      stage: 'authorizer',
      outcome: 'passed',
      ms: 29,
      facts: {
        reason: 'allowed',
        credentials: 'looked up in 9 ms',
        secret: '2026-03-01',
        nonce: 'claimed in 4 ms',
      },
    },
    { stage: 'usage plan', outcome: 'passed', facts: { tier: 'gold' } },
    { stage: 'UI node', outcome: 'answered', ms: 10, facts: { status: '200' } },
  ]);
});

test('a denial ends at the authorizer, with the words of explain and the check that failed', () => {
  const told = story({ access: { ...DENIED, reason: 'nonce_used' }, authorizer: { reason: 'nonce_used' } });

  expect(told.stages.map(({ stage, outcome }) => [stage, outcome])).toEqual([['authorizer', 'refused']]);
  const { message, remedy } = DENY_REFUSALS.nonce_used;
  expect(told.refusal).toEqual({ code: 'nonce_used', message, remedy });
  expect(told.checks.slice(-3)).toEqual([
    { check: 'signature', outcome: 'passed' },
    { check: 'nonce', outcome: 'failed' },
    { check: 'rules', outcome: 'not reached' },
  ]);
});

test('a known fault of the client is named with its remedy', () => {
  const [{ id, sentence, remedy }] = KNOWN_FAULTS as [(typeof KNOWN_FAULTS)[0]];
  const authorizer = { reason: 'signature_invalid', signatureFault: id };

  expect(story({ access: DENIED, authorizer }).signatureFault).toEqual({ id, sentence, remedy });
});

test('a request over its quota ends at the usage plan', () => {
  const access = { ...ACCESS, status: '429', refusal: 'QUOTA_EXCEEDED', uiNodeLatencyMs: '-' };
  const { stages, refusal } = story({ access, authorizer: AUTHORIZER });

  expect(stages.slice(1)).toEqual([
    { stage: 'usage plan', outcome: 'refused', facts: { tier: 'gold', reason: 'quota_exceeded' } },
  ]);
  expect(refusal?.code).toBe('quota_exceeded');
});

test('a fault of the authorizer has its cause', () => {
  const authorizer = {
    reason: 'authorizer_unavailable',
    fault: 'internal',
    error: 'RangeError',
    frames: ['guardPath index.js:12', 'authorize index.js:40'],
  };
  const access = { ...DENIED, status: '503', refusal: 'AUTHORIZER_FAILURE', consumerKey: '-' };

  expect(story({ access, authorizer }).stages).toEqual([
    {
      stage: 'authorizer',
      outcome: 'failed',
      ms: 29,
      facts: {
        reason: 'authorizer_unavailable',
        fault: 'internal',
        error: 'RangeError',
        at: 'guardPath index.js:12, authorize index.js:40',
      },
    },
  ]);
});

test('a UI node that does not answer fails', () => {
  const access = {
    ...ACCESS,
    status: '504',
    refusal: 'INTEGRATION_TIMEOUT',
    uiNodeStatus: '-',
    uiNodeError: 'timed out',
  };

  expect(story({ access, authorizer: AUTHORIZER }).stages.at(-1)).toEqual({
    stage: 'UI node',
    outcome: 'failed',
    ms: 10,
    facts: { error: 'timed out' },
  });
});

test('an answer that broke off is told by the forwarder', () => {
  const forwarder = { reason: 'answer_broken_off', error: 'Error', message: 'aborted' };
  const { stages, refusal } = story({ access: { ...ACCESS, uiNodeStatus: '-' }, authorizer: AUTHORIZER, forwarder });

  expect(stages.at(-1)).toMatchObject({
    outcome: 'failed',
    facts: { reason: 'answer_broken_off', error: 'Error: aborted' },
  });
  expect(refusal).toMatchObject({ code: 'answer_broken_off', message: expect.stringContaining('broke off') as string });
});

test('a request without a route reaches no stage', () => {
  const access = {
    ...DENIED,
    status: '404',
    refusal: '-',
    consumerKey: '-',
    authorizerLatencyMs: '-',
    uiNodeLatencyMs: '0',
  };
  const { stages, checks, refusal } = story({ access });

  expect([stages, checks, refusal?.code]).toEqual([[], [], 'route_unknown']);
});

test('the web ACL comes first', () => {
  const access = { ...DENIED, status: '403', refusal: 'WAF_FILTERED', webAcl: 'WAF_BLOCK', authorizerLatencyMs: '-' };

  expect(story({ access }).stages[0]).toEqual({
    stage: 'web ACL',
    outcome: 'refused',
    facts: { decision: 'WAF_BLOCK' },
  });
});

test('a debugged request has the names, and the checks as the function logged them', () => {
  const debug = {
    headers: ['host'],
    authorization: ['oauth_nonce'],
    query: ['and...'],
    checks: { signature: 'passed', moon: 'failed' },
  };
  const { names, checks } = story({ access: ACCESS, authorizer: { ...AUTHORIZER, debug } });

  expect(names).toEqual({ headers: ['host'], authorization: ['oauth_nonce'], query: ['and...'] });
  expect(checks).toEqual([
    { check: 'signature', outcome: 'passed' },
    { check: 'moon', outcome: 'failed' },
  ]);
});

test('a reason of a newer version is told without words', () => {
  const { refusal, checks } = story({ access: DENIED, authorizer: { reason: 'moon_is_full' } });

  expect([refusal, checks]).toEqual([undefined, []]);
});
