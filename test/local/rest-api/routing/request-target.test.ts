import { MAX_URL_CHARACTERS, parseRequestTarget } from '../../../../lib/local/rest-api/routing/request-target';
import type { Rejection } from '../../../../lib/local/rest-api/rejection';

function rejection(target: string): Rejection {
  try {
    parseRequestTarget(target);
  } catch (error) {
    return error as Rejection;
  }
  throw new Error(`${target} was accepted`);
}

test('splits at the first question mark', () => {
  expect(parseRequestTarget('/aps/2/resources?a?b')).toEqual({ path: '/aps/2/resources', query: 'a?b' });
});

test('leaves escapes as they are', () => {
  expect(parseRequestTarget('/a%2Fb+c').path).toBe('/a%2Fb+c');
});

test.each(['|', '{', '}', '#'])('refuses a raw %s', (character) => {
  expect(rejection(`/aps?q=${character}`).responseType).toBe('BAD_REQUEST_PARAMETERS');
});

test.each(['%', '%z1', '%1', 'a%%20'])('refuses the malformed escape in %s', (text) => {
  expect(rejection(`/aps?q=${text}`).responseType).toBe('BAD_REQUEST_PARAMETERS');
});

test('accepts raw brackets', () => {
  expect(parseRequestTarget('/aps?a[0]=1').query).toBe('a[0]=1');
});

test('refuses raw bytes beyond ASCII', () => {
  expect(rejection('/aps?q=é').responseType).toBe('BAD_REQUEST_PARAMETERS');
});

test.each(['*', 'http://elsewhere.example/aps', 'aps'])('refuses the target %s', (target) => {
  expect(rejection(target).responseType).toBe('BAD_REQUEST_PARAMETERS');
});

test('answers 414 for a URL over the limit', () => {
  expect(rejection(`/${'a'.repeat(MAX_URL_CHARACTERS)}`).fixedStatus).toBe(414);
});

test('accepts a URL at the limit', () => {
  expect(parseRequestTarget(`/${'a'.repeat(MAX_URL_CHARACTERS - 'https:///'.length)}`).query).toBe('');
});
