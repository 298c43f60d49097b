import { createRouter } from '../../../../lib/local/rest-api/routing/router';
import { method } from '../../support/rest-api-fixture';

const declared: readonly (readonly [path: string, httpMethod: string])[] = [
  ['/', 'ANY'],
  ['/{proxy+}', 'ANY'],
  ['/2', 'ANY'],
  ['/2/resources', 'GET'],
  ['/2/resources', 'ANY'],
  ['/2/resources/{proxy+}', 'GET'],
  ['/2/resources/{id}', 'GET'],
  ['/2/resources/{id}/links', 'GET'],
  ['/2/resources/special', 'GET'],
];
const route = createRouter(
  declared.map(([resourcePath, httpMethod]) =>
    method({ resourcePath, httpMethod, resourceId: `${httpMethod} ${resourcePath}` }),
  ),
);
const found = (path: string, httpMethod = 'GET') => route(path, httpMethod)?.method.resourceId;

test.each([
  ['/2/resources', 'GET', 'GET /2/resources'],
  ['/2/resources', 'PATCH', 'ANY /2/resources'],
  ['/2/resources/special', 'GET', 'GET /2/resources/special'],
  ['/2/resources/1', 'GET', 'GET /2/resources/{id}'],
  ['/2/resources/1/links', 'GET', 'GET /2/resources/{id}/links'],
  ['/2/resources/1/other', 'GET', 'GET /2/resources/{proxy+}'],
  ['/2/resources/1', 'DELETE', 'ANY /{proxy+}'],
  ['/2', 'POST', 'ANY /2'],
  ['/', 'GET', 'ANY /'],
  ['/elsewhere', 'GET', 'ANY /{proxy+}'],
  ['/2/elsewhere', 'GET', 'ANY /{proxy+}'],
  ['/2/resources/', 'GET', 'GET /2/resources'],
])('%s %s leads to %s', (path, httpMethod, expected) => {
  expect(found(path, httpMethod)).toBe(expected);
});

test('finds nothing where nothing is declared', () => {
  expect(createRouter([method({ resourcePath: '/2' })])('/2/resources', 'GET')).toBeUndefined();
});

test('a greedy parameter stands for the raw rest of the path, without a trailing slash', () => {
  expect(route('/2/resources/a%2Fb/c+d/', 'GET')?.pathParameters).toEqual({ proxy: 'a%2Fb/c+d' });
});

test('a greedy parameter keeps inner empty segments', () => {
  expect(route('/2/resources//x', 'GET')?.pathParameters).toEqual({ proxy: '/x' });
});
