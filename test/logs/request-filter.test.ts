import { matches, STATUS_PATTERN } from '../../lib/logs/request-filter';
import type { RequestRecord } from '../../lib/logs/request-record';

const RECORD: RequestRecord = {
  requestId: 'x1',
  logs: ['access'],
  timeMs: 5,
  status: 401,
  reason: 'nonce_used',
  consumerKey: 'crm',
  reseller: 'acme',
};

test.each([
  [{ consumerKey: 'crm' }, true],
  [{ consumerKey: 'shop' }, false],
  [{ reason: 'nonce_used', status: '4xx' }, true],
  [{ reason: 'nonce_used', status: '5XX' }, false],
  [{ status: '401' }, true],
  [{ status: '403' }, false],
  [{ reseller: 'acme' }, true],
  [{ reseller: 'other' }, false],
])('%j: %s', (filter, shown) => {
  expect(matches(RECORD, filter)).toBe(shown);
});

test('a request that only claims a consumer key is found by it, but is of no reseller', () => {
  const claimed: RequestRecord = { requestId: 'x2', logs: ['authorizer'], timeMs: 6, claimedConsumerKey: 'crm' };

  expect(matches(claimed, { consumerKey: 'crm' })).toBe(true);
  expect(matches(claimed, { reseller: 'acme' })).toBe(false);
});

test('a request whose status is unknown has none', () => {
  expect(matches({ requestId: 'x3', logs: ['authorizer'], timeMs: 7 }, { status: '4xx' })).toBe(false);
});

test.each(['4xx', '401', '5XX'])('%s is a status', (text) => expect(text).toMatch(STATUS_PATTERN));
test.each(['4x', '600', 'xx', '4xx '])('%s is not a status', (text) => expect(text).not.toMatch(STATUS_PATTERN));
