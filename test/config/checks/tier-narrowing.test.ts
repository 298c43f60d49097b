import { load, problemsOf } from '../support/files';
import { child } from '../support/sub-reseller';

test('a tier that the platform retired cannot be reopened below it', () => {
  const tier = 'quota: unlimited, throttle: { rateLimit: 7, burstLimit: 9 }';
  const files = (own: string) => ({
    platform: `tiers: { standard: { ${tier}, retired: true } }`,
    alpha: `tiers: { standard: { ${tier}${own} } }`,
  });

  expect(problemsOf(files(''))).toMatchObject([
    { path: 'tiers.standard.retired', allowed: 'true, as in the inherited tier' },
  ]);
  expect(load(files(', retired: true')).gateways[0]?.tiers).toMatchObject({ standard: { retired: true } });
});

test('a tier that the platform meters by reseller cannot give each consumer its limits below it', () => {
  const tier = 'quota: { limit: 40, period: week }, throttle: { rateLimit: 7, burstLimit: 9 }';
  const files = (own: string) => ({
    platform: `tiers: { standard: { ${tier}, meteredBy: reseller } }`,
    alpha: `tiers: { standard: { ${tier}${own} } }`,
  });

  expect(problemsOf(files(', meteredBy: consumer'))).toMatchObject([
    { path: 'tiers.standard.meteredBy', allowed: 'reseller, as in the inherited tier' },
  ]);
  expect(load(files(', meteredBy: reseller')).gateways[0]?.tiers).toMatchObject({
    standard: { meteredBy: 'reseller' },
  });
});

test('a tier that the platform meters by consumer may be metered by reseller below it', () => {
  const tier = 'quota: unlimited, throttle: { rateLimit: 7, burstLimit: 9 }';
  const files = {
    platform: `tiers: { standard: { ${tier}, meteredBy: consumer } }`,
    alpha: `tiers: { standard: { ${tier}, meteredBy: reseller } }`,
    bravo: 'tiers: { standard: inherit }',
  };

  const [alpha, bravo] = load(files).gateways;
  expect(alpha?.tiers['standard']).toHaveProperty('meteredBy', 'reseller');
  expect(bravo?.tiers['standard']).not.toHaveProperty('meteredBy');
});

describe('a sub-reseller with a gateway', () => {
  test.each([
    [
      'a smaller tier',
      'tiers: { standard: { quota: { limit: 100, period: day }, throttle: { rateLimit: 9, burstLimit: 20 } } }',
    ],
  ])('may have %s', (_what, yaml) => {
    expect(load(child(yaml)).gateways).toHaveLength(2);
  });

  test.each([
    [
      'a larger rate',
      'tiers: { standard: { quota: { limit: 1, period: day }, throttle: { rateLimit: 11, burstLimit: 1 } } }',
      'tiers.standard.throttle.rateLimit',
      'at most 10',
    ],
    [
      'an unlimited burst',
      'tiers: { standard: { quota: { limit: 1, period: day }, throttle: { rateLimit: unlimited, burstLimit: unlimited } } }',
      'tiers.standard.throttle.rateLimit',
      'at most 10',
    ],
    [
      'a quota of a shorter period that sums up to more',
      'tiers: { standard: { quota: { limit: 101, period: day }, throttle: { rateLimit: 1, burstLimit: 1 } } }',
      'tiers.standard.quota.limit',
      'at most 100 per day',
    ],
    [
      'a quota of a longer period that lets more through on its first day',
      'tiers: { standard: { quota: { limit: 701, period: month }, throttle: { rateLimit: 1, burstLimit: 1 } } }',
      'tiers.standard.quota.limit',
      'at most 700 per month',
    ],
    [
      'a quota whose weeks begin in those of the parent',
      'tiers: { standard: { quota: { limit: 700, period: week, offset: 3 }, throttle: { rateLimit: 1, burstLimit: 1 } } }',
      'tiers.standard.quota.offset',
      '0, as in the inherited tier',
    ],
  ])('may not have %s', (_what, yaml, path, allowed) => {
    const found = problemsOf(child(yaml));
    expect(found.map((problem) => problem.path)).toContain(path);
    expect(found.find((problem) => problem.path === path)?.allowed).toContain(allowed);
  });

  describe('of a parent whose tier has throttles of single methods', () => {
    const platform = `tiers:
  standard:
    quota: unlimited
    throttle: { rateLimit: 10, burstLimit: 20 }
    methods: [{ path: /aps/2/resources, method: POST, rateLimit: 4, burstLimit: 8 }]
`;
    const redefined = (tier: string, routes = '[{ path: /aps/2/resources }]') => ({
      platform,
      child: `routes: ${routes}\ntiers: { standard: { quota: unlimited, ${tier} } }`,
    });
    const [entry, throttle] = ['path: /aps/2/resources, method: POST', 'throttle: { rateLimit: 9, burstLimit: 18 }'];

    test.each([
      ['leave them out', throttle],
      ['be looser', `${throttle}, methods: [{ ${entry}, rateLimit: 5, burstLimit: 8 }]`],
      [
        'throttle another method',
        `${throttle}, methods: [{ ${entry.replace('POST', 'PUT')}, rateLimit: 1, burstLimit: 1 }]`,
      ],
    ])('a tier of the same name may not %s', (_what, tier) => {
      expect(problemsOf(redefined(tier))).toMatchObject([
        {
          path: 'tiers.standard.methods',
          allowed: 'POST /aps/2/resources with a rateLimit of at most 4 and a burstLimit of at most 8',
        },
      ]);
    });

    test.each([
      ['be as tight', `${throttle}, methods: [{ ${entry}, rateLimit: 3, burstLimit: 7 }]`],
      ['be tighter as a whole', 'throttle: { rateLimit: 4, burstLimit: 6 }'],
    ])('a tier of the same name may %s', (_what, tier) => {
      expect(load(redefined(tier)).gateways).toHaveLength(1);
    });

    test('a gateway without that method needs no throttle', () => {
      expect(load(redefined(throttle, '[{ path: /aps/2/resources, methods: [GET] }]')).gateways).toHaveLength(1);
    });

    test('a route of its own above, nearer than theirs, is not', () => {
      const nested = {
        platform: `routes: [{ path: /aps/2/resources }, { path: /aps/2/resources/x, methods: [POST] }]\n${platform}`,
        child: `tiers: { standard: { quota: unlimited, ${throttle}, methods: [{ ${entry}, rateLimit: 4, burstLimit: 8 }] } }`,
      };
      expect(load(nested).gateways).toHaveLength(1);
    });

    test('a route below theirs is throttled too', () => {
      const [problem] = problemsOf(redefined(throttle, '[{ path: /aps/2/resources/x }]'));
      expect(problem?.allowed).toContain('POST /aps/2/resources/x with');
    });
  });
});
