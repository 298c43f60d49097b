import { loadEnvironment } from '../../../lib/config/load-environment';
import { join } from 'node:path';
import { checkAuthorizerVariables } from '../../../lib/config/checks/authorizer-variables';
import { counted } from '../support/problem-cases';
import { load, problemsOf } from '../support/files';

const bearer = (length: number) =>
  `oauth: { authentication: [bearer], bearer: { issuer: 'https://id.test/${'i'.repeat(length)}', audience: '${'a'.repeat(length)}', jwksUri: 'https://id.test/${'k'.repeat(length)}' } }`;
const groups = (count: number) =>
  `operationGroups: { orders: { level: A, operations: [${counted(count, (n) => `{ path: /aps/2/services/orders-${n} }`)}] } }`;

test('what fits each for itself, but not together, is a problem that names the sizes', () => {
  const [problem, ...others] = problemsOf({ platform: `${groups(30)}\n${bearer(480)}`, alpha: '' });
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ path: 'oauth.bearer' });
  expect(problem?.message).toMatch(
    /^takes most of the \d{4} bytes .* alpha .*\(oauth\.bearer 1\d{3}, operationGroups 1\d{3}, /,
  );
});

test('routes within another one count', () => {
  const routes = `routes: [{ path: /aps/2/a }, ${counted(120, (n) => `{ path: /aps/2/a/service-number-${n}, methods: [GET] }`)}]`;
  const found = problemsOf({ platform: routes, alpha: '' }).filter(({ message }) =>
    message.includes('environment var'),
  );
  expect(found).toMatchObject([{ path: 'routes', message: expect.stringMatching(/\(routes \d{4}, /) as string }]);
});

test.each([
  ['groups', groups(30)],
  ['the longest identity provider', bearer(480)],
])('only %s fit', (_what, platform) => expect(() => load({ platform, alpha: '' })).not.toThrow());

test('the sample with every option fits', () => {
  const environment = loadEnvironment(join(__dirname, '../../support/environments'), 'everything');
  expect(checkAuthorizerVariables(environment)).toEqual([]);
});
