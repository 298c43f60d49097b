import { sourceIpRule } from '../../../../lambda/authorizer/consumers/rules/source-ip';
import { outcome } from '../../support/rules';

const from = (blocks: unknown, sourceIp: string | undefined) => outcome(sourceIpRule(blocks), { sourceIp });

test.each([
  [['198.51.100.7'], '198.51.100.7'],
  [['198.51.100.0/24'], '198.51.100.255'],
  [['10.0.0.0/8', '203.0.113.8/30'], '203.0.113.11'],
  [['0.0.0.0/0'], '198.51.100.7'],
  [['2001:db8::/32'], '2001:db8:ffff::1'],
  [['2001:DB8::1'], '2001:db8:0::1'],
  [['198.51.100.7'], '::ffff:198.51.100.7'],
])('%p contains %s', (blocks, sourceIp) => {
  expect(from(blocks, sourceIp)).toBe('passes');
});

test.each([
  [['198.51.100.7'], '198.51.100.8'],
  [['198.51.100.0/24'], '198.51.101.0'],
  [['2001:db8::/32'], '2001:db9::1'],
  [['2001:db8::1'], '2001:db8::2'],
  [['0.0.0.0/0'], '2001:db8::1'],
  [['198.51.100.7'], undefined],
  [['198.51.100.7'], ''],
  [['198.51.100.7'], '198.51.100.7, 10.0.0.1'],
])('%p does not contain %s', (blocks, sourceIp) => {
  expect(from(blocks, sourceIp)).toBe('source_ip_refused');
});

test('the message shows an IPv6 address unescaped', () => {
  const denied = sourceIpRule(['10.0.0.1'])({ sourceIp: '2001:db8::1' } as never);
  expect(denied?.detail.sentence).toBe('It is 2001:db8::1.');
});

test.each([undefined, null, [], '10.0.0.1', {}])('%p is not a list of addresses', (declared) => {
  expect(() => sourceIpRule(declared)).toThrow('rules.sourceIps should be a list of addresses and CIDR blocks');
});

test.each([
  '10.0.0.0/33',
  '10.0.0.0/',
  '10.0.0.0/-1',
  '10.0.0.0/8/8',
  '10.0.0',
  '2001:db8::/129',
  'host',
  '',
  7,
  '10.0.0.0/ 8',
  '10.0.0.0/0008',
])('%p is neither an address nor a block', (block) => {
  expect(() => sourceIpRule(['10.0.0.1', block])).toThrow(
    'rules.sourceIps[1] should be an IPv4 or IPv6 address or CIDR block',
  );
});
