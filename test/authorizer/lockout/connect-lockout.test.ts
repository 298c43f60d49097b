import { Denied } from '../../../lambda/authorizer/decision';
import { connectLockout } from '../../../lambda/authorizer/lockout/connect-lockout';
import type { Trace } from '../../../lambda/authorizer/trace';
import { awsAt, callHost } from '../support/call-host';
import { LocalServer } from '../support/local-server';
import { answerJson } from '../support/secrets-manager';

const OFFICE = { sourceIp: '198.51.100.7', vpcEndpoint: undefined };
const LIMITS = '{"failures":5,"withinMinutes":10,"forMinutes":30}';

function connect(variables: NodeJS.ProcessEnv) {
  return connectLockout(awsAt('http://127.0.0.1:9'), callHost(), variables);
}

test('makes the stages from both variables', () => {
  expect(connect({ APS_GATEWAY_LOCKOUT: LIMITS, APS_GATEWAY_LOCKOUT_TABLE: 'failures' })).toBeInstanceOf(Function);
});

test('locks by the declared limits, in the declared table', async () => {
  const asked = new Set<unknown>();
  const dynamodb = new LocalServer((_, response, body) => {
    asked.add((JSON.parse(body.toString()) as { readonly TableName: string }).TableName);
    answerJson(response, 200, {});
  });
  const clock = () => Date.parse('2026-11-24T12:00:00Z');
  const stages = connectLockout(awsAt(await dynamodb.start()), callHost({ clock }), {
    APS_GATEWAY_LOCKOUT: '{"failures":1,"withinMinutes":1,"forMinutes":1}',
    APS_GATEWAY_LOCKOUT_TABLE: 'failures-of-acme',
  });
  const attempt = stages(OFFICE, { consumerKey: 'crm-of-acme' }, {})!;
  await attempt.countFailure(new Denied('signature_invalid'));
  expect(await attempt.guardKnownLock()).toMatchObject({ reason: 'locked_out', detail: { retryAfter: 60 } });
  expect([...asked]).toEqual(['failures-of-acme']);
  await dynamodb.stop();
});

test('names a missing table', () => {
  expect(() => connect({ APS_GATEWAY_LOCKOUT: LIMITS })).toThrow('APS_GATEWAY_LOCKOUT_TABLE is missing');
});

test.each([
  undefined,
  '',
  'yes',
  '[]',
  '5',
  '{"withinMinutes":10,"forMinutes":30}',
  '{"failures":5,"forMinutes":30}',
  '{"failures":5,"withinMinutes":10}',
  '{"failures":0,"withinMinutes":10,"forMinutes":30}',
  '{"failures":5,"withinMinutes":0.5,"forMinutes":30}',
  '{"failures":5,"withinMinutes":10,"forMinutes":"30"}',
])('does not start with %j as limits', (text) => {
  expect(() => connect({ APS_GATEWAY_LOCKOUT: text, APS_GATEWAY_LOCKOUT_TABLE: 'failures' })).toThrow(
    `APS_GATEWAY_LOCKOUT is "${text ?? ''}", expected JSON with failures, withinMinutes and forMinutes`,
  );
});

test('a request does not wait longer than half a second for a table that is silent', async () => {
  const silent = new LocalServer(() => {});
  const variables = { APS_GATEWAY_LOCKOUT: LIMITS, APS_GATEWAY_LOCKOUT_TABLE: 'failures' };
  const stages = connectLockout(awsAt(await silent.start()), callHost(), variables);
  const trace: Trace = {};
  const startedAt = Date.now();
  const attempt = stages(OFFICE, { consumerKey: 'crm-of-acme' }, trace);
  expect(await attempt?.guardCurrentLock()).toBeUndefined();
  expect(trace.lockoutError).toBe('AttemptTimeout');
  // On a busy machine; the time-outs of other calls are 40 seconds in this test.
  expect(Date.now() - startedAt).toBeLessThan(10_000);
  await silent.stop();
});
