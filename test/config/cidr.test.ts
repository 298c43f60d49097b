import { isWithin, parseCidr } from '../../lib/config/cidr';

test.each([
  '0.0.0.0/0',
  '203.0.113.7/32',
  '10.0.0.0/8',
  '::/0',
  '2001:db8::/32',
  '::1/128',
  '::ffff:10.0.0.0/104',
  '2001:db8:1:2:3:4:5:6/128',
])('%s is a block', (block) => {
  expect(parseCidr(block)).toBeDefined();
});

test.each([
  '10.0.0.1/8',
  '10.0.0.0/33',
  '10.0.0.0',
  '10.0.0/8',
  '2001:db8::1/64',
  '2001:db8::/129',
  '010.0.0.0/8',
  'a/8',
  '',
  '10.0.0.0/-1',
  '10.0.0.0/8/8',
])('%s is not a block', (block) => {
  expect(parseCidr(block)).toBeUndefined();
});

test.each([
  ['10.1.0.0/16', '10.0.0.0/8', true],
  ['10.0.0.0/8', '10.0.0.0/8', true],
  ['10.0.0.0/7', '10.0.0.0/8', false],
  ['11.0.0.0/16', '10.0.0.0/8', false],
  ['2001:db8:40::/48', '2001:db8::/32', true],
  ['2001:db9::/48', '2001:db8::/32', false],
  ['0.0.0.0/0', '::/0', false],
])('%s lies within %s: %s', (inner, outer, expected) => {
  expect(isWithin(inner, ['192.0.2.0/24', outer])).toBe(expected);
});
