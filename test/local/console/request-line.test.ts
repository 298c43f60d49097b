import pc from 'picocolors';

import { requestLine } from '../../../lib/local/console/request-line';

const plain = pc.createColors(false);
const answered = {
  resellerId: 'alpha',
  method: 'GET',
  path: '/aps/2/resources',
  consumerKey: '0123456789abcdef',
  decision: 'denied',
  reason: 'nonce_used',
  status: 401,
  milliseconds: 12,
} as const;

test('tells reseller, method, path, consumer, decision with its reason, status and milliseconds', () => {
  expect(requestLine(answered, plain)).toBe(
    'alpha  GET     /aps/2/resources  0123456789ab…  denied nonce_used  401  12 ms',
  );
});

test('has a dash for a consumer that is not proved', () => {
  const { consumerKey: _unproved, ...rest } = answered;
  expect(requestLine(rest, plain)).toContain('  -  ');
});

test('lets no path steer the terminal', () => {
  expect(requestLine({ ...answered, path: '/\u001b[2J\n' }, plain)).toContain('/?[2J?');
});

test('is in colours on a terminal', () => {
  expect(requestLine(answered, pc.createColors(true))).toContain('\u001b[');
});
