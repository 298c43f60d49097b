import { load, problemsOf } from '../support/files';
import { type ProblemCase, expectOneProblem } from '../support/problem-cases';
import { TIERS, parent } from '../support/sub-reseller';

test.each<ProblemCase>([
  [
    'a capacity below the sum of throttles',
    {
      platform: 'capacity: { rateLimit: 99 }',
      alpha: 'throttle: { rateLimit: 60, burstLimit: 60 }',
      bravo: 'throttle: { rateLimit: 40, burstLimit: 40 }',
    },
    'capacity.rateLimit',
    '100 or more',
  ],
  [
    'a capacity with a gateway without throttle',
    { platform: 'capacity: { rateLimit: 99 }', alpha: 'throttle: { rateLimit: unlimited, burstLimit: unlimited }' },
    'capacity.rateLimit',
    'a throttle for every gateway',
  ],
])('%s is a problem', expectOneProblem);

test('a gateway for both audiences counts twice, because each of its stages has the throttle', () => {
  const files = (capacity: number) => ({
    platform: `capacity: { rateLimit: ${capacity} }`,
    alpha: `throttle: { rateLimit: 60, burstLimit: 60 }
audience: both
vpcEndpoints: [{ id: vpce-0123456789abcdef0 }]
domains: [{ name: api.alpha.test, certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/0a1b2c3d-7777-4444-8888-0123456789ab' }]`,
    bravo: 'throttle: { rateLimit: 15, burstLimit: 60 }',
  });
  expect(problemsOf(files(134))).toMatchObject([
    {
      path: 'capacity.rateLimit',
      message: "is less than the sum of the gateways' throttles; for both audiences, so twice: alpha",
      allowed: '135 or more, or smaller throttles of the gateways',
    },
  ]);
  expect(() => load(files(135))).not.toThrow();
});

test('a throttle derived from tiers counts, and the problem says so', () => {
  expect(problemsOf({ platform: 'capacity: { rateLimit: 109 }', alpha: '' })).toMatchObject([
    {
      path: 'capacity.rateLimit',
      message: "is less than the sum of the gateways' throttles; derived from their tiers: those of alpha",
      allowed: '110 or more, or smaller throttles of the gateways',
    },
  ]);
});

describe('a sub-reseller with a gateway', () => {
  test('shares the parent’s aggregate with its siblings', () => {
    const throttle = 'parent: parent\nthrottle: { rateLimit: 16, burstLimit: 1 }';
    const [problem] = problemsOf({ platform: TIERS, parent, one: throttle, two: throttle });
    expect(problem).toMatchObject({
      path: 'throttle.rateLimit',
      message: 'is less than the sum of the gateways below: one 16, two 16',
      allowed: '32 or more, or smaller throttles in resellers/one.yaml, resellers/two.yaml',
    });
  });

  test('is not limited by a throttle that its parent only derives from its tiers', () => {
    const throttle = 'parent: parent\nthrottle: { rateLimit: 9000, burstLimit: 9000 }';
    expect(load({ parent: '', one: throttle, two: throttle }).gateways).toHaveLength(3);
  });

  test('shares an inherited throttle with its siblings, and may declare a smaller one', () => {
    const throttled = `${TIERS}throttle: { rateLimit: 30, burstLimit: 60 }\n`;
    const one = 'parent: parent\nthrottle: { rateLimit: 7, burstLimit: 9 }';
    expect(problemsOf({ platform: throttled, parent: '', one, two: 'parent: parent' })).toMatchObject([
      {
        file: 'config/unit/resellers/parent.yaml',
        path: 'throttle.rateLimit',
        message: '(inherited: 30) is less than the sum of the gateways below: one 7, two 30 (inherited)',
        allowed: '37 or more, or smaller throttles in resellers/one.yaml, resellers/two.yaml',
      },
    ]);
  });
});
