import { tier, type ProblemCase, expectOneProblem } from '../support/problem-cases';

test.each<ProblemCase>([
  [
    'a throttle of no route',
    {
      alpha:
        'tiers: { x: { quota: unlimited, throttle: { rateLimit: 1, burstLimit: 1 }, methods: [{ path: /aps/2/types, method: GET, rateLimit: 1, burstLimit: 1 }] } }',
    },
    'tiers.x.methods.0.path',
    'a route with this method',
  ],
  [
    'a platform’s throttle of a route that a gateway lacks',
    {
      platform: tier('quota: unlimited, methods: [{ path: /aps/2/a, method: GET, rateLimit: 2, burstLimit: 3 }]'),
      alpha: 'routes: [{ path: /aps/2/a }]',
      bravo: 'tiers: { standard: inherit }',
    },
    'tiers.standard.methods.0.path',
    'a route with this method on every gateway with this tier',
  ],
  [
    'a platform’s throttle of a method that a gateway lacks',
    {
      platform: tier(
        'quota: unlimited, methods: [{ path: /aps/2/resources, method: PUT, rateLimit: 2, burstLimit: 3 }]',
      ),
      alpha: 'routes: [{ path: /aps/2/resources, methods: [GET] }]',
    },
    'tiers.standard.methods.0.path',
    'a route with this method',
  ],
  [
    'a throttle of a method that is looser than its tier',
    {
      platform: tier(
        'quota: unlimited, methods: [{ path: /aps/2/resources, method: PUT, rateLimit: 12, burstLimit: 23 }]',
      ),
    },
    'tiers.standard.methods.0.rateLimit',
    'at most 11',
  ],
])('%s is a problem', expectOneProblem);
