import {
  evaluatePolicy,
  matchesWildcards,
  type PolicyStatement,
} from '../../../../lib/local/rest-api/authorizer/policy';

const ARN = 'arn:aws:execute-api:eu-central-1:111122223333:api1234567/aps/GET/2/resources/a.b';
const statement = (effect: 'Allow' | 'Deny', resource: string, action = 'execute-api:Invoke'): PolicyStatement => ({
  effect,
  actions: [action],
  resources: [resource],
});

test.each([
  ['*', 'allowed'],
  [ARN, 'allowed'],
  ['arn:aws:execute-api:*:*:api1234567/aps/GET/*', 'allowed'],
  ['arn:aws:execute-api:*:*:api1234567/aps/?ET/2/resources/a.b', 'allowed'],
  ['arn:aws:execute-api:*:*:api1234567/aps/POST/*', 'unmentioned'],
  ['arn:aws:execute-api:*:*:api1234567/aps/GET/2/resources/axb', 'unmentioned'],
  ['arn:aws:execute-api:*:*:other/aps/GET/*', 'unmentioned'],
])('an allow of %s is %s', (resource, verdict) => {
  expect(evaluatePolicy([statement('Allow', resource)], ARN)).toBe(verdict);
});

test('an explicit deny wins over an allow', () => {
  expect(evaluatePolicy([statement('Allow', '*'), statement('Deny', ARN)], ARN)).toBe('denied');
});

test('a deny of something else does not count', () => {
  expect(evaluatePolicy([statement('Allow', '*'), statement('Deny', 'arn:aws:x')], ARN)).toBe('allowed');
});

test('an action other than Invoke does not count', () => {
  expect(evaluatePolicy([statement('Allow', '*', 'execute-api:ManageConnections')], ARN)).toBe('unmentioned');
});

test('the action may hold wildcards and any case', () => {
  expect(evaluatePolicy([statement('Allow', '*', 'EXECUTE-API:*')], ARN)).toBe('allowed');
});

test('a dot in a pattern stands for itself', () => {
  expect(matchesWildcards('a.c', 'abc')).toBe(false);
});
