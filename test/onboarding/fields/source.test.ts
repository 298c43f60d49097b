import { readSource } from '../../../lib/onboarding/fields/source';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2::7', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::/64', '2001:db8:1:2::/64'],
  ['vpce-0a1b/10.0.0.7', 'vpce-0a1b/10.0.0.7'],
  ['vpce-0a1b/2001:db8:1:2::7', 'vpce-0a1b/2001:db8:1:2::/64'],
  ['vpce-0a1b/2001:db8:1:2::/64', 'vpce-0a1b/2001:db8:1:2::/64'],
])('%s is the source %s', (text, source) => {
  expect(readSource(text)).toBe(source);
});

test.each([
  '',
  'crm',
  '203.0.113.7/24',
  '203.0.113.7/64',
  '2001:db8::/48',
  'vpce-0a1b',
  'vpce-0a1b/',
  '/10.0.0.7',
  'vpc/10.0.0.7',
])('%j is not a source', (text) => {
  expect(() => readSource(text)).toThrow(/^an IPv4 or IPv6 address, or an IPv6 \/64/);
});
