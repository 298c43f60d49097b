import { connectShedding } from '../../../lambda/authorizer/shedding/connect-shedding';
import { awsAt, callHost } from '../support/call-host';

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
