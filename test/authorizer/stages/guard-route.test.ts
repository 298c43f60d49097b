import { assert, constantFrom, integer, property } from 'fast-check';
import { Denied } from '../../../lambda/authorizer/decision';
import { guardNestedRoutes } from '../../../lambda/authorizer/stages/guard-route';
import { readRequest, type SignedRequest } from '../../../lambda/authorizer/stages/read-request';
import { authorizerEvent } from '../support/events';

const INNER = '/aps/2/services/orders';
const guard = (path: string, nested: readonly string[] = ['/aps/2/services/Users', INNER, `${INNER}/archive`]) =>
  guardNestedRoutes(readRequest(authorizerEvent({ url: `https://gw1.example.com${path}` })) as SignedRequest, nested);
const denied = (route: string) =>
  new Denied('path_refused', {
    sentence: `Some servers read it as ${route}.`,
    remedy: 'Send and sign the path in that spelling.',
  });

test.each([
  '/aps/2/services/%6Frders',
  '/aps/2/services/order%73/1',
  '/aps/2/services/%256Frders/1',
  '/aps/2/services/orders%2F1',
  '/aps/2/services/orders%5c1',
  '/aps/2/services/orders\\1',
  '/aps/2/services//orders/1',
  '/aps/2/services/%2Forders',
  '/aps/2/services/orders;x=1/1',
  '/aps/2/services/orders%3Bx/1',
  '/aps/2/services/orders%3Fx',
  '/aps/2/services/orders%23',
  '/aps/2/services/Orders/1',
  '/aps/2/services/;%2F=/orders',
  '/aps/2/services/%3B%252F=%2Forders',
  '/aps/2/services/%253B%25252F=/orders',
  '/aps/2/services/orders%25253Bx/1',
  '/aps/2/services/orders%20/1',
  '/aps/2/services/%20/%20orders',
])('%s is denied as another spelling of a nested route', (path) => {
  expect(guard(path)).toEqual(denied(INNER));
});

test('the denial names the route that is meant', () => {
  expect(guard(`${INNER}/archiv%65`)).toEqual(denied(`${INNER}/archive`));
  expect(guard('/aps/2/services/users/7')).toEqual(denied('/aps/2/services/Users'));
});

test.each([
  INNER,
  `${INNER}/`,
  `${INNER}/%61/b;c/D//e`,
  `${INNER}/archive/%6F`,
  `${INNER}2`,
  '/aps/2/services/Users/a',
  '/aps/2/services',
  '/aps/2/services/x/orders',
  '/aps/2/services/x;orders',
  '/aps/2/services/%78/orders',
])('%s passes', (path) => {
  expect(guard(path)).toBeUndefined();
});

test('without nested routes every spelling passes', () => {
  expect(guard('/aps/2/services/%6Frders', [])).toBeUndefined();
});

test('a path with an escaped letter in the name of a nested route is denied, and with the name as declared it passes', () => {
  const letter = integer({ min: '/aps/2/services/'.length, max: INNER.length - 1 });
  const below = constantFrom('', '/', '/1', '/1/aps/links');
  assert(
    property(letter, below, (at, rest) => {
      const escape = `%${INNER.charCodeAt(at).toString(16)}`;
      expect(guard(`${INNER.slice(0, at)}${escape}${INNER.slice(at + 1)}${rest}`)).toEqual(denied(INNER));
      expect(guard(INNER + rest)).toBeUndefined();
    }),
  );
});
