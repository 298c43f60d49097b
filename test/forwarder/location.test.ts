import { locationOnGateway } from '../../lambda/forwarder/location';

const rewritten = (location: string) => locationOnGateway(location, 'brand.test:8443', 'api.alpha.test:1043');

test.each([
  ['https://brand.test:8443/aps/2/x?a=b#c', 'https://api.alpha.test:1043/aps/2/x?a=b#c'],
  ['https://brand.test/aps/2/x', 'https://api.alpha.test:1043/aps/2/x'],
  ['http://brand.test:80/aps/2/x', 'https://api.alpha.test:1043/aps/2/x'],
  ['HTTPS://BRAND.test', 'https://api.alpha.test:1043'],
  ['//brand.test?q', 'https://api.alpha.test:1043?q'],
])('%s becomes %s', (location, expected) => {
  expect(rewritten(location)).toBe(expected);
});

test.each([
  '/aps/2/resources/7',
  '7?q',
  'https://brand.test.evil.example/',
  'https://brand.test@evil.example/',
  'https://login.provider.test/?next=https://brand.test/',
  'ftp://brand.test/',
  '',
])('%j stays as it is', (location) => {
  expect(rewritten(location)).toBe(location);
});
