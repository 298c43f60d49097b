import { places, problemsOf } from '../support/files';
import { type ProblemCase, expectOneProblem } from '../support/problem-cases';
import { TIERS } from '../support/sub-reseller';

test.each<ProblemCase>([
  ['a parent that does not exist', { alpha: 'parent: nobody', bravo: '' }, 'parent', 'one of: bravo'],
  [
    'an inherited gateway without a parent',
    { alpha: 'gateway: inherited' },
    'gateway',
    'own, or inherited with a parent',
  ],
])('%s is a problem', expectOneProblem);

describe('a reseller without a gateway of its own', () => {
  const files = {
    platform: TIERS,
    top: 'tiers: { gold: inherit }',
    middle: 'parent: top\ngateway: inherited',
    low: 'parent: middle\ngateway: inherited\ntiers: { gold: inherit }',
  };

  test.each([
    'routes: [{ path: /aps/2/types }]',
    'throttle: { rateLimit: 1, burstLimit: 1 }',
    'oauth: { cacheSeconds: 1 }',
    'tags: { a: b }',
    'lockout: { failures: 7, withinMinutes: 11, forMinutes: 33 }',
    'isolation: { reservedConcurrency: 7 }',
    'endpointAccess: basic',
  ])('may not declare %s', (yaml) => {
    expect(places(problemsOf({ ...files, low: `${yaml}\nparent: top\ngateway: inherited` }))).toEqual([
      `low.yaml:1 ${yaml.split(':')[0]}`,
    ]);
  });
});

test.each([
  ['throttle: { rateLimit: 1, burstLimit: 1 }', 'a tier with meteredBy: reseller limits it as a whole'],
  ['allowedSourceIps: [192.0.2.0/24]', 'the rule sourceIps limits each of its consumers'],
])('instead of %s, %s', (yaml, allowed) => {
  const [problem] = problemsOf({ alpha: '', south: `${yaml}\nparent: alpha\ngateway: inherited` });

  expect(problem?.allowed).toBe(`nothing (${allowed}), or gateway: own`);
});

test('a cycle is a problem of each reseller in it', () => {
  expect(places(problemsOf({ a: 'parent: b', b: 'parent: c', c: 'parent: a', d: 'parent: c' }))).toEqual([
    'a.yaml:1 parent',
    'b.yaml:1 parent',
    'c.yaml:1 parent',
  ]);
});
