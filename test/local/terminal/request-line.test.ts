import pc from 'picocolors';

import { requestLine } from '../../../lib/local/terminal/request-line';

const plain = pc.createColors(false);
const answered = {
  at: new Date(2026, 10, 22, 3, 21, 7).getTime(),
  resellerId: 'alpha',
  method: 'GET',
  path: '/aps/2/resources',
  consumerKey: '0123456789abcdef',
  decision: 'denied',
  reason: 'nonce_used',
  status: 401,
  answeredBy: 'gateway',
  latencyMs: 12,
} as const;

test('tells local time, reseller, method, path, consumer, decision with its reason, status and milliseconds', () => {
  expect(requestLine(answered, plain)).toBe(
    '03:21:07  alpha  GET     /aps/2/resources  0123456789ab…  denied nonce_used  401  12 ms',
  );
});

test('aligns reseller ids', () => {
  expect(requestLine(answered, plain, 9)).toContain('  alpha      GET  ');
});

test('says when a UI node refused what the gateway allowed', () => {
  const { reason: _none, ...rest } = answered;
  expect(requestLine({ ...rest, decision: 'allowed', answeredBy: 'UI node' }, plain)).toContain(
    '  allowed  401 by the UI node  12 ms',
  );
});

test('says nothing of the UI node when all is well', () => {
  const { reason: _none, ...rest } = answered;
  expect(requestLine({ ...rest, decision: 'allowed', status: 200, answeredBy: 'UI node' }, plain)).toContain(
    '  allowed  200  12 ms',
  );
});

test('has a dash for a consumer that is not proved', () => {
  const { consumerKey: _unproved, ...rest } = answered;
  expect(requestLine(rest, plain)).toContain('  -  ');
});

test('has a dash for a path that cannot be read', () => {
  expect(requestLine({ ...answered, path: '' }, plain)).toContain('  GET     -  0123');
});

test('lets no path steer the terminal', () => {
  expect(requestLine({ ...answered, path: '/\u001b[2J\n' }, plain)).toContain('/?[2J?');
});

test('is in colours on a terminal', () => {
  expect(requestLine(answered, pc.createColors(true))).toContain('\u001b[');
});

test('says why a UI node gave no answer, without control characters', () => {
  const failed = { ...answered, decision: 'refused', reason: 'ui_node_unreachable', cause: 'reset \u001b[2J' } as const;
  expect(requestLine(failed, plain)).toMatch(/refused ui_node_unreachable {2}401 {2}12 ms {2}reset \?\[2J$/);
});
