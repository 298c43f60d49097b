import { baseStringUri } from '../../../lambda/authorizer/oauth1/base-string-uri';

test.each([
  ['https', 443, 'https://a/'],
  ['https', 80, 'https://a:80/'],
  ['http', 80, 'http://a/'],
  ['http', 443, 'http://a:443/'],
  ['https', undefined, 'https://a/'],
] as const)('over %s, port %s gives %s, with / for an empty path', (scheme, port, uri) => {
  expect(baseStringUri({ scheme, host: 'A', ...(port && { port }), path: '' })).toBe(uri);
});
