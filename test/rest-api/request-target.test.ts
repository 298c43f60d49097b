import { MAX_URL_CHARACTERS, readRequestTarget } from '../../lib/rest-api/request-target';

test('splits at the first question mark', () => {
  expect(readRequestTarget('/aps/2/resources?a?b')).toEqual({ path: '/aps/2/resources', query: 'a?b' });
});

test('leaves escapes as they are', () => {
  expect(readRequestTarget('/a%2Fb+c')).toEqual({ path: '/a%2Fb+c', query: '' });
});

test('accepts raw brackets', () => {
  expect(readRequestTarget('/aps?a[0]=1')).toMatchObject({ query: 'a[0]=1' });
});

const REFUSED: Readonly<Record<string, readonly string[]>> = {
  '| { } and # must be percent-encoded': ['/aps?q=|', '/aps?q={', '/aps?q=}', '/aps?q=#'],
  'a % is not followed by two hexadecimal digits': ['/aps?q=%', '/aps?q=%z1', '/aps?q=%1', '/aps?q=a%%20'],
  'characters beyond ASCII must be percent-encoded': ['/aps?q=é'],
  'the request target is not a path': ['*', 'http://elsewhere.example/aps', 'aps'],
};

test.each(Object.entries(REFUSED).flatMap(([problem, targets]) => targets.map((target) => [target, problem] as const)))(
  'refuses %s with 400: %s',
  (target, problem) => {
    expect(readRequestTarget(target)).toEqual({ status: 400, problem });
  },
);

test('refuses a URL over the limit with 414', () => {
  expect(readRequestTarget(`/${'a'.repeat(MAX_URL_CHARACTERS)}`)).toEqual({
    status: 414,
    problem: 'the URL has more than 10240 characters',
  });
});

test('accepts a URL at the limit', () => {
  expect(readRequestTarget(`/${'a'.repeat(MAX_URL_CHARACTERS - 'https:///'.length)}`)).toMatchObject({ query: '' });
});
