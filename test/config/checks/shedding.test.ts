import { load, places, problemsOf } from '../support/files';
import { type ProblemCase, expectOneProblem } from '../support/problem-cases';

test.each<ProblemCase>([
  [
    'a latency that no gateway waits for',
    {
      platform: 'shedding: { automatic: { from: 4, latencyMilliseconds: 29001 } }',
      alpha: 'uiNodes: { timeoutSeconds: 7 }',
      bravo: '',
    },
    'shedding.automatic.latencyMilliseconds',
    'at most 29000, or a larger uiNodes.timeoutSeconds',
  ],
])('%s is a problem', expectOneProblem);

test('a latency that one of the gateways waits for is accepted', () => {
  const files = {
    platform: 'shedding: { automatic: { from: 4, latencyMilliseconds: 29000 } }',
    alpha: 'uiNodes: { timeoutSeconds: 7 }',
    bravo: '',
  };
  expect(load(files).platform.shedding?.automatic?.latencyMilliseconds).toBe(29_000);
});

test('malformed shedding does not make priorities a problem', () => {
  const tiers = 'tiers: { silver: { quota: unlimited, throttle: { rateLimit: 5, burstLimit: 6 }, priority: 3 } }';

  expect(places(problemsOf({ platform: 'shedding: true', alpha: tiers }))).toEqual(['platform.yaml:1 shedding']);
});

const tierOf = (priority: number) =>
  `tiers: { silver: { quota: unlimited, throttle: { rateLimit: 5, burstLimit: 6 }, priority: ${priority} } }`;

test('automatic shedding above the priority of every tier is a problem', () => {
  const platform = 'shedding: { automatic: { from: 7 } }';

  expect(problemsOf({ platform, alpha: tierOf(6) })).toMatchObject([
    {
      path: 'shedding.automatic.from',
      value: '7',
      message: 'refuses nothing: no tier of a gateway has a priority above 6',
      allowed: 'at most 6, or a tier with priority: 7',
    },
  ]);
  expect(load({ platform, alpha: tierOf(7) }).platform.shedding?.automatic?.from).toBe(7);
});

test('a tier that cannot be read does not make automatic shedding a problem', () => {
  const files = { platform: 'shedding: { automatic: { from: 7 } }', alpha: tierOf(77), bravo: tierOf(6) };

  expect(places(problemsOf(files))).toEqual(['alpha.yaml:1 tiers.silver.priority']);
});
