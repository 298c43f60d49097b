import type { LogEntry } from '../../lib/logs/log-entry';
import { RequestJoin } from '../../lib/logs/request-join';

const entry = (log: LogEntry['log'], requestId: string, fields: object = {}): LogEntry => {
  return { log, requestId, fields: { ...fields } };
};
const access = (requestId: string, fields: object = {}) =>
  entry('access', requestId, { status: '200', authorizerLatencyMs: '7', refusal: '-', ...fields });
const authorizer = (requestId: string) => entry('authorizer', requestId, { reason: 'allowed' });
const logsOf = (taken: ReturnType<RequestJoin['take']>) =>
  taken.map(({ requestId, lines }) => `${requestId} ${Object.keys(lines).toSorted().join('+')}`);

let join: RequestJoin;
beforeEach(() => {
  join = new RequestJoin({ waitMs: 100, settleMs: 0, forwarder: true });
});

test.each([
  ['access log first', [access('r1'), authorizer('r1')]],
  ['authorizer first', [authorizer('r1'), access('r1')]],
])('the lines of a request are joined in any order: %s', (_what, [first, second]) => {
  join.add(first!, 0);
  expect(join.take(1)).toEqual([]);
  join.add(second!, 2);
  expect(logsOf(join.take(3))).toEqual(['r1 access+authorizer']);
});

test('interleaved requests are kept apart, and come in the order in which they were first seen', () => {
  for (const one of [authorizer('r1'), authorizer('r2'), access('r2'), access('r1')]) join.add(one, 0);

  expect(logsOf(join.take(0))).toEqual(['r1 access+authorizer', 'r2 access+authorizer']);
});

test('a request that API Gateway refused without the authorizer is complete with the access log', () => {
  join.add(access('r1', { status: '404', authorizerLatencyMs: '-' }), 0);

  expect(logsOf(join.take(0))).toEqual(['r1 access']);
});

test('a failure of the integration waits for the line of the forwarder', () => {
  for (const one of [access('r1', { status: '502' }), authorizer('r1')]) join.add(one, 0);
  expect(join.take(99)).toEqual([]);
  join.add(entry('forwarder', 'r1', { reason: 'answer_too_large' }), 99);

  expect(logsOf(join.take(99))).toEqual(['r1 access+authorizer+forwarder']);
});

test('a failure that API Gateway itself answered does not wait for the forwarder', () => {
  for (const one of [access('r1', { status: '503', refusal: 'AUTHORIZER_FAILURE' }), authorizer('r1')])
    join.add(one, 0);

  expect(join.take(0)).toHaveLength(1);
});

test('a request that only one log knows is taken after the wait, with what is known', () => {
  join.add(authorizer('r1'), 1000);

  expect(join.take(1099)).toEqual([]);
  expect(logsOf(join.take(1100))).toEqual(['r1 authorizer']);
});

test('a line that comes later is taken with the earlier ones, and says what was taken before', () => {
  join.add(authorizer('r1'), 0);
  join.take(100);
  join.add(access('r1'), 5000);

  expect(join.take(5000)).toEqual([
    {
      requestId: 'r1',
      lines: { access: expect.anything() as unknown, authorizer: { reason: 'allowed' } },
      taken: { authorizer: { reason: 'allowed' } },
    },
  ]);
});

test('a complete request that settles is joined with a line that comes soon after', () => {
  const settling = new RequestJoin({ waitMs: 100, settleMs: 20, forwarder: true });
  for (const one of [authorizer('r1'), access('r1')]) settling.add(one, 0);
  expect(settling.take(19)).toEqual([]);
  settling.add(entry('forwarder', 'r1', { reason: 'answer_broken_off' }), 19);

  expect(logsOf(settling.take(20))).toEqual(['r1 access+authorizer+forwarder']);
});

test('a line that is read twice counts once', () => {
  for (const one of [authorizer('r1'), access('r1')]) join.add(one, 0);
  join.take(0);
  for (const one of [authorizer('r1'), access('r1')]) join.add(one, 1);

  expect(join.take(1000)).toEqual([]);
});

test('at the end everything is taken', () => {
  join.add(authorizer('r1'), 0);
  join.add(access('r2'), 0);

  expect(logsOf(join.takeAll())).toEqual(['r1 authorizer', 'r2 access']);
  expect(join.takeAll()).toEqual([]);
});
