import { load, places, problemsOf } from '../support/files';

const gateway = (files: Parameters<typeof load>[0], id: string) =>
  load(files).gateways.find(({ resellerId }) => resellerId === id)!;
const TIERS = `tiers:
  standard: { quota: { limit: 700, period: week }, throttle: { rateLimit: 10, burstLimit: 20 } }
  gold: { quota: unlimited, throttle: { rateLimit: 50, burstLimit: 90 } }
`;

describe('a reseller without a gateway of its own', () => {
  const files = {
    platform: TIERS,
    top: 'tiers: { gold: inherit }',
    middle: 'parent: top\ngateway: inherited',
    low: 'parent: middle\ngateway: inherited\ntiers: { gold: inherit }',
  };

  test('is served by the nearest ancestor that has one', () => {
    expect(load(files).resellers.map(({ id, gatewayOwner }) => [id, gatewayOwner])).toEqual([
      ['low', 'top'],
      ['middle', 'top'],
      ['top', 'top'],
    ]);
  });

  test('is named by that gateway, whose owner comes first', () => {
    expect(load(files).gateways.map(({ serves }) => serves)).toEqual([['top', 'low', 'middle']]);
  });

  test('may not redefine a tier, because the usage plan is shared', () => {
    const redefined =
      'parent: top\ngateway: inherited\ntiers: { gold: { quota: unlimited, throttle: { rateLimit: 1, burstLimit: 1 } } }';
    expect(places(problemsOf({ ...files, low: redefined }))).toEqual(['low.yaml:3 tiers.gold']);
  });

  test.each([
    'routes: [{ path: /aps/2/types }]',
    'throttle: { rateLimit: 1, burstLimit: 1 }',
    'oauth: { cacheSeconds: 1 }',
    'tags: { a: b }',
  ])('may not declare %s', (yaml) => {
    expect(places(problemsOf({ ...files, low: `${yaml}\nparent: top\ngateway: inherited` }))).toEqual([
      `low.yaml:1 ${yaml.split(':')[0]}`,
    ]);
  });
});

describe('a sub-reseller with a gateway', () => {
  const parent = [
    'routes: [{ path: /aps/2/resources }, { path: /aps/2/types, methods: [GET] }]',
    'tiers: { standard: inherit }',
    'throttle: { rateLimit: 30, burstLimit: 60 }',
    'oauth: { signatureMethods: [HMAC-SHA256], timestampWindowSeconds: 200, allowedApsHeaders: [aps-locale, aps-x] }',
    'allowedSourceIps: [10.0.0.0/8]',
    'uiNodes: { brandEndpoint: "https://brand.parent.test" }',
  ].join('\n');
  const child = (yaml: string) => ({ platform: TIERS, parent, child: `${yaml}\nparent: parent` });

  test('inherits everything that it does not declare', () => {
    const {
      resellerId: _,
      displayName: __,
      serves: ___,
      ...inherited
    } = gateway(child('throttle: { rateLimit: 5, burstLimit: 6 }'), 'child');
    const { resellerId, displayName, serves, ...own } = gateway(
      child('throttle: { rateLimit: 5, burstLimit: 6 }'),
      'parent',
    );
    expect([resellerId, displayName, serves]).toEqual(['parent', 'parent', ['parent']]);
    expect(inherited).toEqual({ ...own, throttle: { rateLimit: 5, burstLimit: 6 } });
  });

  test.each([
    ['a route below', 'routes: [{ path: /aps/2/resources/a, methods: [GET] }]'],
    ['fewer methods', 'routes: [{ path: /aps/2/types, methods: [GET] }]'],
    [
      'a smaller tier',
      'tiers: { standard: { quota: { limit: 100, period: day }, throttle: { rateLimit: 9, burstLimit: 20 } } }',
    ],
    ['a shorter window', 'oauth: { timestampWindowSeconds: 199 }'],
    ['a smaller block', 'allowedSourceIps: [10.20.0.0/16]'],
    ['a smaller aggregate', 'throttle: { rateLimit: 30, burstLimit: 60 }'],
  ])('may have %s', (_what, yaml) => {
    expect(load(child(yaml)).gateways).toHaveLength(2);
  });

  test.each([
    [
      'another route',
      'routes: [{ path: /aps/2/collections }]',
      'routes',
      'routes within: GET POST PUT DELETE /aps/2/resources; GET /aps/2/types',
    ],
    ['another method', 'routes: [{ path: /aps/2/types, methods: [POST] }]', 'routes', 'routes within'],
    ['a route that only begins alike', 'routes: [{ path: /aps/2/resourceses }]', 'routes', 'routes within'],
    ['a tier that the parent lacks', 'tiers: { gold: inherit }', 'tiers.gold', 'one of: standard'],
    [
      'a new tier',
      'tiers: { iron: { quota: unlimited, throttle: { rateLimit: 1, burstLimit: 1 } } }',
      'tiers.iron',
      'one of: standard',
    ],
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
    [
      'another signature method',
      'oauth: { signatureMethods: [HMAC-SHA1] }',
      'oauth.signatureMethods',
      'some of: HMAC-SHA256',
    ],
    ['a longer window', 'oauth: { timestampWindowSeconds: 201 }', 'oauth.timestampWindowSeconds', 'at most 200'],
    [
      'another header',
      'oauth: { allowedApsHeaders: [aps-y] }',
      'oauth.allowedApsHeaders',
      'some of: aps-locale, aps-x',
    ],
    [
      'another block',
      'allowedSourceIps: [10.1.0.0/16, 11.0.0.0/16]',
      'allowedSourceIps.1',
      'a block within: 10.0.0.0/8',
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

    test('a gateway without that method needs none', () => {
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

  describe('of a parent with domains', () => {
    const ARN = 'arn:aws:acm:eu-west-1:111122223333:certificate/a-1';
    const domain = (name: string, policy = '') =>
      `domains: [{ name: ${name}, certificateArn: "${ARN}"${policy && `, tlsPolicy: ${policy}`} }]\n`;
    const TLS = 'mutualTls: { truststore: s3://bucket/key }\n';
    const STRICT = 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09';
    const below = (above: string, yaml: string) => ({
      parent: domain('a.example', above === TLS ? '' : STRICT) + (above === TLS ? TLS : ''),
      child: `${yaml}parent: parent`,
    });

    test.each([
      ['without a domain', ''],
      ['with one', domain('b.example')],
    ])('%s, inherits the security policy', (_what, yaml) => {
      expect(gateway(below(STRICT, yaml), 'child').tlsPolicy).toBe(STRICT);
    });

    test('may have a narrower security policy', () => {
      const narrower = 'SecurityPolicy_TLS13_1_3_2025_09';
      expect(gateway(below(STRICT, domain('b.example', narrower)), 'child').domains[0]?.tlsPolicy).toBe(narrower);
    });

    test('may not have a wider security policy', () => {
      expect(problemsOf(below(STRICT, domain('b.example', 'TLS_1_2')))).toMatchObject([
        { path: 'domains.0.tlsPolicy', message: 'allows more than parent has' },
      ]);
    });

    test('may have mutual TLS, though its policy is wider', () => {
      expect(gateway(below(STRICT, domain('b.example') + TLS), 'child').tlsPolicy).toBe('TLS_1_2');
    });

    test('may not leave mutual TLS out', () => {
      expect(problemsOf(below(TLS, domain('b.example')))).toMatchObject([
        { path: 'mutualTls', message: 'is missing, but parent requires client certificates' },
      ]);
    });
  });

  test('may not have a larger aggregate', () => {
    expect(places(problemsOf(child('throttle: { rateLimit: 31, burstLimit: 1 }')))).toContain(
      'child.yaml:1 throttle.rateLimit',
    );
  });

  test('shares the parent’s aggregate with its siblings', () => {
    const throttle = 'parent: parent\nthrottle: { rateLimit: 16, burstLimit: 1 }';
    const [problem] = problemsOf({ platform: TIERS, parent, one: throttle, two: throttle });
    expect(problem).toMatchObject({
      path: 'throttle.rateLimit',
      message: 'is less than the sum of the gateways below: one 16, two 16',
      allowed: '32 or more, or smaller throttles in resellers/one.yaml, resellers/two.yaml',
    });
  });

  test('shares with its siblings a throttle that all of them inherit, which each can have smaller', () => {
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

test('a cycle is a problem of each reseller in it', () => {
  expect(places(problemsOf({ a: 'parent: b', b: 'parent: c', c: 'parent: a', d: 'parent: c' }))).toEqual([
    'a.yaml:1 parent',
    'b.yaml:1 parent',
    'c.yaml:1 parent',
  ]);
});

test('unlimited is the absence of a limit', () => {
  const [config] = load({
    platform: TIERS,
    alpha: 'throttle: { rateLimit: unlimited, burstLimit: unlimited }',
  }).gateways;
  expect(config?.throttle).toEqual({});
  expect(config?.tiers['gold']).toEqual({ throttle: { rateLimit: 50, burstLimit: 90 }, methods: [] });
});

test('a trailing slash of a route makes no difference', () => {
  expect(gateway({ alpha: 'routes: [{ path: /aps/2/types/ }]' }, 'alpha').routes).toEqual([
    { path: '/aps/2/types', methods: ['GET', 'POST', 'PUT', 'DELETE'] },
  ]);
});

test('the order of files and keys makes no difference', () => {
  const one = load({ a: 'parent: b', b: '', c: '' });
  const other = load({ c: '', b: '', a: 'parent: b' });
  expect(other).toEqual(one);
});
