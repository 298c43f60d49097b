import { printable, printableParameter, printableUri } from '../../../lambda/authorizer/text/printable';

test.each([
  ['aps-token', 'aps-token'],
  ['a"b\\c\n$é', 'a%22b%5Cc%0A%24%C3%A9'],
  ['\ud800', '%EF%BF%BD'],
])('%j is repeated as %s', (text, expected) => {
  expect(printable(text)).toBe(expected);
});

test.each([
  ["https://gw1.example.com:8443/a/(x),*;b=1/%2F?y&'z'@!+", "https://gw1.example.com:8443/a/(x),*;b=1/%2F?y&'z'@!+"],
  ['/a"b\\c\n$context.x{}<>|^`#[]é', '/a%22b%5Cc%0A%24context.x%7B%7D%3C%3E%7C%5E%60%23%5B%5D%C3%A9'],
  ['/\ud800x', '/%EF%BF%BDx'],
])('the URI %j is repeated as %s', (uri, expected) => {
  expect(printableUri(uri)).toBe(expected);
});

test.each([
  ['and(eq(a,1),limit(0,10))', 'and(eq(a,1),limit(0,10))'],
  ['100% \'x\' "y" $z\\\r\n\u00e9', '100%25%20%27x%27%20%22y%22%20%24z%5C%0D%0A%C3%A9'],
])('the parameter %j is repeated as %s', (text, expected) => {
  expect(printableParameter(text)).toBe(expected);
});

test('a long parameter is cut', () => {
  expect(printableParameter('x'.repeat(48))).toBe('x'.repeat(48));
  expect(printableParameter('x'.repeat(49))).toBe(`${'x'.repeat(48)}...`);
});

test('long text is cut, but never inside a character', () => {
  expect(printable('x'.repeat(65))).toBe('x'.repeat(64));
  expect(printable(`${'x'.repeat(63)}\u{1f600}`)).toBe(`${'x'.repeat(63)}%EF%BF%BD`);
  expect(printableUri('x'.repeat(256))).toBe('x'.repeat(256));
  expect(printableUri('x'.repeat(257))).toBe(`${'x'.repeat(256)}...`);
  expect(printableUri(`${'x'.repeat(254)}%2Fy`)).toBe(`${'x'.repeat(254)}...`);
  expect(printableUri('\u2615'.repeat(200))).toBe(`${'%E2%98%95'.repeat(28)}%E2...`);
});
