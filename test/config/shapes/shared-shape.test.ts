import { tier, type ProblemCase, expectOneProblem } from '../support/problem-cases';

test.each<ProblemCase>([
  ['a route outside /aps/2', { alpha: 'routes: [{ path: /aps/1/resources }]' }, 'routes.0.path', 'a path below /aps/2'],
  [
    'a route with a wildcard',
    { alpha: 'routes: [{ path: "/aps/2/{proxy+}" }]' },
    'routes.0.path',
    'a path below /aps/2',
  ],
  [
    'a route with a tilde, which API Gateway lacks',
    { alpha: 'routes: [{ path: /aps/2/services/a~b }]' },
    'routes.0.path',
    'letters, digits and . _ -; each segment starts',
  ],
  [
    'the route of applications',
    { alpha: 'routes: [{ path: /aps/2/applications/x }]' },
    'routes.0.path',
    'any path except',
  ],
  [
    'the route of an application',
    { alpha: 'routes: [{ path: /aps/2/application }]' },
    'routes.0.path',
    'any path except',
  ],
  ['the route of the UI, in any case', { alpha: 'routes: [{ path: /aps/2/UI }]' }, 'routes.0.path', 'any path except'],
  ['the route of navigation', { alpha: 'routes: [{ path: /aps/2/navigation/ }]' }, 'routes.0.path', 'any path except'],
  [
    'one route twice',
    { alpha: 'routes: [{ path: /aps/2/a }, { path: /aps/2/a/ }]' },
    'routes.1.path',
    'each path once',
  ],
  [
    'one route twice, to the letter',
    { alpha: 'routes: [{ path: /aps/2/a }, { path: /aps/2/a }]' },
    'routes.1.path',
    'each path once',
  ],
  [
    'a method that the bus lacks',
    { alpha: 'routes: [{ path: /aps/2/a, methods: [PATCH] }]' },
    'routes.0.methods.0',
    'one of: GET',
  ],
  [
    'HEAD without GET',
    { alpha: 'routes: [{ path: /aps/2/a, methods: [POST, HEAD] }]' },
    'routes.0.methods',
    'HEAD only with GET',
  ],
  ['a quota of 0', { platform: tier('quota: { limit: 0, period: day }') }, 'tiers.standard.quota.limit', 'from 1'],
  [
    'a quota of infinity',
    { platform: tier('quota: { limit: .inf, period: day }') },
    'tiers.standard.quota.limit',
    'a whole number',
  ],
  [
    'an offset in a day',
    { platform: tier('quota: { limit: 5, period: day, offset: 1 }') },
    'tiers.standard.quota.offset',
    '0 with period: day',
  ],
  [
    'an offset of more days than a week has',
    { platform: tier('quota: { limit: 5, period: week, offset: 7 }') },
    'tiers.standard.quota.offset',
    '0 to 6 with week',
  ],
  [
    'an offset on a day that not every month has',
    { platform: tier('quota: { limit: 500, period: month, offset: 28 }') },
    'tiers.standard.quota.offset',
    '0 to 27 with month',
  ],
  [
    'a period of an hour',
    { platform: tier('quota: { limit: 5, period: hour }') },
    'tiers.standard.quota.period',
    'one of: day, week, month',
  ],
  [
    'a quota that is left open',
    { platform: 'tiers: { standard: { throttle: { rateLimit: 1, burstLimit: 1 } } }' },
    'tiers.standard.quota',
    'unlimited, or a map',
  ],
  [
    'an unlimited burst with a limited rate',
    { alpha: 'throttle: { rateLimit: 5, burstLimit: unlimited }' },
    'throttle.burstLimit',
    'a number if rateLimit is a number',
  ],
  [
    'a timestamp window of nothing',
    { alpha: 'oauth: { timestampWindowSeconds: 0 }' },
    'oauth.timestampWindowSeconds',
    'from 30 to 3600 seconds',
  ],
  ['a cache of a day', { alpha: 'oauth: { cacheSeconds: 86400 }' }, 'oauth.cacheSeconds', 'from 1 to 60 seconds'],
  [
    'PLAINTEXT',
    { alpha: 'oauth: { signatureMethods: [PLAINTEXT] }' },
    'oauth.signatureMethods.0',
    'one of: HMAC-SHA1, HMAC-SHA256',
  ],
  [
    'a header with which a consumer acts as an administrator',
    { alpha: 'oauth: { allowedApsHeaders: [aps-locale, aps-token] }' },
    'oauth.allowedApsHeaders.1',
    'any header except aps-token, aps-resource-id',
  ],
  [
    'a header with which a consumer acts as another resource',
    { platform: 'oauth: { allowedApsHeaders: [aps-original-identity-id] }' },
    'oauth.allowedApsHeaders.0',
    'would let a consumer claim any identity',
  ],
  [
    'a retention that CloudWatch lacks',
    { alpha: 'logs: { retentionDays: 8 }' },
    'logs.retentionDays',
    'one of: 1, 3, 5, 7, 14',
  ],
  [
    'a throttle of a method in a tier without one',
    {
      platform:
        'tiers: { standard: { quota: unlimited, throttle: { rateLimit: unlimited, burstLimit: unlimited }, methods: [{ path: /aps/2/resources, method: GET, rateLimit: 2, burstLimit: 3 }] } }',
    },
    'tiers.standard.throttle.rateLimit',
    'if single methods have throttles',
  ],
  [
    'a throttle of one route and method twice',
    {
      platform: tier(
        'quota: unlimited, methods: [{ path: /aps/2/resources, method: GET, rateLimit: 2, burstLimit: 3 }, { path: /aps/2/resources/, method: GET, rateLimit: 4, burstLimit: 5 }]',
      ),
    },
    'tiers.standard.methods.1.path',
    'each path and method once',
  ],
])('%s is a problem', expectOneProblem);
