import { load, places, problemsOf } from '../support/files';
import { type ProblemCase, expectOneProblem } from '../support/problem-cases';

test.each<ProblemCase>([
  [
    'a latency that no gateway waits for',
    {
      platform: 'shedding: { automatic: { from: 7, latencyMilliseconds: 29001 } }',
      alpha: 'uiNodes: { timeoutSeconds: 7 }',
      bravo: '',
    },
    'shedding.automatic.latencyMilliseconds',
    'at most 29000, or a larger uiNodes.timeoutSeconds',
  ],
])('%s is a problem', expectOneProblem);

test('a latency that one of the gateways waits for is accepted', () => {
  const files = {
    platform: 'shedding: { automatic: { from: 7, latencyMilliseconds: 29000 } }',
    alpha: 'uiNodes: { timeoutSeconds: 7 }',
    bravo: '',
  };
  expect(load(files).platform.shedding?.automatic?.latencyMilliseconds).toBe(29_000);
});

test('malformed shedding does not make priorities a problem', () => {
  const tiers = 'tiers: { silver: { quota: unlimited, throttle: { rateLimit: 5, burstLimit: 6 }, priority: 3 } }';

  expect(places(problemsOf({ platform: 'shedding: true', alpha: tiers }))).toEqual(['platform.yaml:1 shedding']);
});
