import { pathPattern, reachesPath } from '../../../../lambda/authorizer/consumers/rules/path-pattern';

test.each([
  ['/aps/2/resources', '/aps/2/resources'],
  ['/aps/2/resources', '/aps/2/resources/'],
  ['/aps/2/resources/', '/aps/2/resources'],
  ['/aps/2/resources/**', '/aps/2/resources'],
  ['/aps/2/resources/**', '/aps/2/resources/'],
  ['/aps/2/resources/**', '/aps/2/resources/a/b'],
  ['/**', '/anything'],
  ['/aps/*/resources', '/aps/2/resources'],
  ['/a/order-*', '/a/order-'],
  ['/a/order-*', '/a/order-7'],
  ['/a/*-7', '/a/order-7'],
  ['/a/o*r-*', '/a/order-7'],
  ['/a/*d*', '/a/order'],
  ['/a/a*b*b', '/a/abb'],
  ['/a/*o*', '/a/order'],
  ['/a/(x).+', '/a/(x).+'],
  ['/a/%20b', '/a/%20b'],
  ['/a/**', '/a/b%2fc'],
  ['/a/**', '/a/b%3F/%255Cc\\d'],
])('%s matches %s', (pattern, path) => {
  expect(pathPattern(pattern)(path)).toBe(true);
});

test.each([
  ['/aps/2/resources', '/aps/2/resource'],
  ['/aps/2/resources', '/aps/2/resourcesx'],
  ['/aps/2/resources', '/aps/2/resources/a'],
  ['/aps/2/resources', '/aps/2/resources//'],
  ['/aps/2/resources', '/APS/2/resources'],
  ['/aps/2/resources/**', '/aps/2/resourcesx'],
  ['/aps/2/resources/**', '/aps/2'],
  ['/a/*', '/a'],
  ['/a/*/**', '/a'],
  ['/a/*', '/a/'],
  ['/a/*', '/a//'],
  ['/a/*', '/a/b/c'],
  ['/a/order-*', '/a/xorder-7'],
  ['/a/*-7', '/a/order-77'],
  ['/a/ab*ba', '/a/aba'],
  ['/a/a*b*b', '/a/ab'],
  ['/a/a*x*b', '/a/aab'],
  ['/a/a*cc*c', '/a/acc'],
  ['/a/.', '/a/b'],
  ['/a/*', '/a/b%2Fc'],
  ['/a/*', '/a/b%5cc'],
  ['/a/*', '/a/b\\c'],
  ['/a/*', '/a/b%252Fc'],
  ['/a/*', '/a/;'],
  ['/a/*', '/a/%3b'],
  ['/a/*-ro', '/a/x%253B-ro'],
  ['/a/*', '/a/x%25%32%66y'],
  ['/a/*-ro', '/a/x%25%33%66-ro'],
  ['/a/*/d', '/a/b%3F/d'],
  ['/a/*/d', '/a/b%2523/d'],
  ['/a/*/**', '/a/b%23/d'],
  ['/a/b', '/a/%62'],
])('%s does not match %s', (pattern, path) => {
  expect(pathPattern(pattern)(path)).toBe(false);
});

test('takes linear time where a regular expression would take polynomial time', () => {
  const path = `/${'a'.repeat(8000)}`;
  const startedAt = process.hrtime.bigint();
  expect(pathPattern(`/${'*a'.repeat(50)}*b`)(path)).toBe(false);
  expect(Number(process.hrtime.bigint() - startedAt)).toBeLessThan(1e9);
});

test.each([
  ['/aps/2/orders', '/aps/2/orders'],
  ['/aps/2/orders/a/b', '/aps/2/orders'],
  ['/aps/2/*/b', '/aps/2/orders/'],
  ['/aps/2/**', '/aps/2/orders'],
  ['/aps/2/orders/a/**', '/aps/2/orders'],
])('%s reaches %s or a path below it', (pattern, path) => {
  expect(reachesPath(pattern, path)).toBe(true);
});

test.each([
  ['/aps/2', '/aps/2/orders'],
  ['/aps/2/order', '/aps/2/orders'],
  ['/aps/2/bills/**', '/aps/2/orders'],
  ['/aps/2/o*x', '/aps/2/orders'],
])('%s reaches neither %s nor a path below it', (pattern, path) => {
  expect(reachesPath(pattern, path)).toBe(false);
});
