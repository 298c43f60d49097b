import { decodedPath } from '../../../lambda/authorizer/text/decoded-path';

test.each([
  ['/a/b', '/a/b'],
  ['/a%2Fb', '/a/b'],
  ['/%252e%252E', '/..'],
  ['/%2525252e', '/.'],
  ['/%25%32%65', '/.'],
  ['/%252%65', '/.'],
  ['/%%32e', '/.'],
  ['/%00', '/\0'],
  ['/%zz%4', '/%zz%4'],
  ['/%C3%A9', '/\u00c3\u00a9'],
  ['/\u{1f600}%41', '/\u{1f600}A'],
])('%s becomes %j', (path, expected) => {
  expect(decodedPath(path)).toBe(expected);
});

test('takes linear time, however deeply escapes are nested', () => {
  const startedAt = process.hrtime.bigint();
  expect(decodedPath(`/%${'25'.repeat(100_000)}41`)).toBe('/A');
  expect(Number(process.hrtime.bigint() - startedAt)).toBeLessThan(1e9);
});
