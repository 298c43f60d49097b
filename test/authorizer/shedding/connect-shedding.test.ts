import { connectShedding } from '../../../lambda/authorizer/shedding/connect-shedding';
import { awsAt, callHost } from '../support/call-host';
import { LocalServer } from '../support/local-server';
import { answerJson } from '../support/secrets-manager';

function connect(text?: string) {
  return connectShedding(awsAt('http://127.0.0.1:9'), callHost(), { APS_GATEWAY_SHEDDING: text });
}

test.each(['{"table":"levels","priorities":{}}', '{"table":"levels","priorities":{"gold":0,"bulk":9}}'])(
  'makes the stages from %s',
  (text) => {
    expect(connect(text)).toEqual({ refresh: expect.any(Function), shedLoad: expect.any(Function) });
  },
);

test.each([
  undefined,
  '',
  'yes',
  '[]',
  '{"priorities":{}}',
  '{"table":"","priorities":{}}',
  '{"table":"levels"}',
  '{"table":"levels","priorities":[5]}',
  '{"table":"levels","priorities":{"gold":10}}',
  '{"table":"levels","priorities":{"gold":-1}}',
  '{"table":"levels","priorities":{"gold":"5"}}',
  '{"table":"levels","priorities":{"gold":0.5}}',
])('does not start with %j', (text) => {
  expect(() => connect(text)).toThrow(
    `APS_GATEWAY_SHEDDING is "${text ?? ''}", expected JSON with table, and priorities from 0 to 9 by tier`,
  );
});

test('the stages refuse by the declared priorities, at the level that they read from the declared table', async () => {
  const asked: unknown[] = [];
  const until = String(Math.floor(Date.now() / 1000) + 600);
  const dynamodb = new LocalServer((_, response, body) => {
    asked.push((JSON.parse(body.toString()) as { readonly TableName: string }).TableName);
    answerJson(response, 200, { Item: { manualFrom: { N: '7' }, manualUntil: { N: until } } });
  });
  const host = callHost({ pause: () => new Promise(() => {}) });
  const stages = connectShedding(awsAt(await dynamodb.start()), host, {
    APS_GATEWAY_SHEDDING: '{"table":"levels","priorities":{"gold":6,"bulk":8}}',
  });
  stages.refresh();
  const outcomes = ['gold', 'bulk'].map((tier) =>
    stages.shedLoad({ consumerKey: 'crm-of-acme', reseller: 'acme', tier }, {}),
  );
  expect(await Promise.all(outcomes)).toEqual([undefined, expect.objectContaining({ reason: 'platform_busy' })]);
  expect(asked).toEqual(['levels']);
  await dynamodb.stop();
});
