import { parseAuthority } from '../../../lambda/authorizer/oauth1/authority';

test.each([
  ['gw1.example.com', { host: 'gw1.example.com' }],
  ['GW1.example.com:8443', { host: 'GW1.example.com', port: 8443 }],
  ['gw1.example.com:', { host: 'gw1.example.com' }],
  ['[::ffff:192.0.2.1]:65535', { host: '[::ffff:192.0.2.1]', port: 65535 }],
  ['[2001:db8::1]:8443', { host: '[2001:db8::1]', port: 8443 }],
])('splits %s', (text, authority) => {
  expect(parseAuthority(text)).toEqual(authority);
});

test.each([
  '',
  ':443',
  'a:b',
  'a:123456',
  'a/b',
  'user@a',
  'a?b',
  'a#b',
  'a b',
  '[::1',
  '2001:db8::1',
  'a:1:2',
  ' a',
  'a:1 ',
  'gw\ud800',
  'é',
])('rejects "%s"', (text) => {
  expect(parseAuthority(text)).toBeUndefined();
});
