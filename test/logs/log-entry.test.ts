import { logOf, readLogEntry } from '../../lib/logs/log-entry';

const PREFIX = '/aps-gateway/lab/alpha/api01/';
const read = (log: string, text: string) => readLogEntry({ logGroup: PREFIX + log, timeMs: 5, text });

test.each([
  ['access', '{"requestId":"x1","amznRequestId":"r1"}'],
  ['authorizer', '{"requestId":"r1","extendedRequestId":"x1"}'],
  ['forwarder', '{"requestId":"x1"}'],
])('the line of the log %s has the id that callers get', (log, text) => {
  expect(read(log, text)).toMatchObject({ log, requestId: 'x1' });
});

test.each(['REPORT RequestId: 1 Duration: 5 ms', '{"requestId":', '[]', '{}', '{"requestId":"-"}', ''])(
  'the line %j is about no request',
  (text) => {
    expect(read('access', text)).toBeUndefined();
  },
);

test.each([
  ['/aps-gateway/lab/alpha/api01/forwarder', 'forwarder'],
  ['/aps-gateway/lab/alpha/access', 'access'],
  ['/aps-gateway/lab/alpha/api01/probe', undefined],
  ['API-Gateway-Execution-Logs_api01/aps', undefined],
  ['/elsewhere/access', undefined],
])('the log group %s is the log %s', (logGroup, log) => {
  expect(logOf(logGroup)).toBe(log);
});
