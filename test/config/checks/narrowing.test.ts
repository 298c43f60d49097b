import { load, places, problemsOf } from '../support/files';
import { child, gatewayOf } from '../support/sub-reseller';

describe('a sub-reseller with a gateway', () => {
  test.each([
    ['a route below', 'routes: [{ path: /aps/2/resources/a, methods: [GET] }]'],
    ['fewer methods', 'routes: [{ path: /aps/2/types, methods: [GET] }]'],
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

  describe('of a parent with a route within another one', () => {
    const routes = (...written: string[]) => `routes: [${written.join(', ')}]\n`;
    const ALL = '{ path: /aps/2/services }';
    const below = (...written: string[]) => ({
      parent: routes(ALL, '{ path: /aps/2/services/orders, methods: [GET, PUT] }'),
      child: `${routes(...written)}parent: parent`,
    });

    test.each([
      ['only the inner route', ['{ path: /aps/2/services/orders, methods: [PUT] }']],
      ['a route of the outer one', ['{ path: /aps/2/services/users, methods: [DELETE] }']],
      ['both, with fewer methods', [ALL, '{ path: /aps/2/services/orders, methods: [GET] }']],
      ['the outer one with the methods of the inner', ['{ path: /aps/2/services, methods: [GET, PUT] }']],
    ])('may have %s', (_what, written) => {
      expect(load(below(...written)).gateways).toHaveLength(2);
    });

    test.each([
      ['a method of the outer route at the inner', ['{ path: /aps/2/services/orders, methods: [DELETE] }']],
      ['that below the inner', ['{ path: /aps/2/services/orders/1, methods: [DELETE] }']],
      ['the outer route without the inner, which it covers', [ALL]],
    ])('may not have %s', (_what, written) => {
      expect(problemsOf(below(...written))).toMatchObject([
        {
          path: 'routes',
          allowed: 'routes within: GET POST PUT DELETE /aps/2/services; GET PUT /aps/2/services/orders',
        },
      ]);
    });
  });

  test('may not have a larger aggregate', () => {
    expect(places(problemsOf(child('throttle: { rateLimit: 31, burstLimit: 1 }')))).toContain(
      'child.yaml:1 throttle.rateLimit',
    );
  });

  describe('of a parent with a lockout', () => {
    const below = (yaml: string) => ({
      parent: 'lockout: { failures: 5, withinMinutes: 10, forMinutes: 30 }\n',
      child: `${yaml}\nparent: parent`,
    });

    test('inherits it', () => {
      expect(gatewayOf(below(''), 'child').lockout).toEqual({ failures: 5, withinMinutes: 10, forMinutes: 30 });
    });

    test('may have a stricter one', () => {
      const stricter = 'lockout: { failures: 4, withinMinutes: 11, forMinutes: 31 }';
      expect(gatewayOf(below(stricter), 'child').lockout?.failures).toBe(4);
    });

    test.each([
      ['more failures', '{ failures: 6, withinMinutes: 10, forMinutes: 30 }', 'lockout.failures', 'at most 5'],
      ['a shorter time', '{ failures: 5, withinMinutes: 9, forMinutes: 30 }', 'lockout.withinMinutes', 'at least 10'],
      ['a shorter lock', '{ failures: 5, withinMinutes: 10, forMinutes: 29 }', 'lockout.forMinutes', 'at least 30'],
      ['none', 'none', 'lockout', 'a lockout, at most 5 failures'],
    ])('may not have %s', (_what, lockout, path, allowed) => {
      expect(problemsOf(below(`lockout: ${lockout}`))).toMatchObject([{ path, allowed }]);
    });
  });

  describe('of a parent with domains', () => {
    const ARN = 'arn:aws:acm:eu-west-1:111122223333:certificate/a-1';
    const domain = (name: string, policy = '') =>
      `domains: [{ name: ${name}, certificateArn: "${ARN}"${policy && `, tlsPolicy: ${policy}`} }]\n`;
    const TLS = 'mutualTls: { truststore: s3://bucket/key, version: v.1 }\n';
    const STRICT = 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09';
    const below = (above: string, yaml: string) => ({
      parent: domain('a.example', above === TLS ? '' : STRICT) + (above === TLS ? TLS : ''),
      child: `${yaml}parent: parent`,
    });

    test.each([
      ['without a domain', ''],
      ['with one', domain('b.example')],
    ])('%s, inherits the security policy', (_what, yaml) => {
      expect(gatewayOf(below(STRICT, yaml), 'child').tlsPolicy).toBe(STRICT);
    });

    test('may have a narrower security policy', () => {
      const narrower = 'SecurityPolicy_TLS13_1_3_2025_09';
      expect(gatewayOf(below(STRICT, domain('b.example', narrower)), 'child').domains[0]?.tlsPolicy).toBe(narrower);
    });

    test('may not have a wider security policy', () => {
      expect(problemsOf(below(STRICT, domain('b.example', 'SecurityPolicy_TLS13_1_2_PQ_2025_09')))).toMatchObject([
        { path: 'domains.0.tlsPolicy', message: 'allows more than parent does' },
      ]);
    });

    test('may have mutual TLS, though its policy is wider', () => {
      expect(gatewayOf(below(STRICT, domain('b.example') + TLS), 'child').tlsPolicy).toBe('TLS_1_2');
    });

    test('may not leave mutual TLS out', () => {
      expect(problemsOf(below(TLS, domain('b.example')))).toMatchObject([
        { path: 'mutualTls', message: 'is missing, but parent requires client certificates' },
      ]);
    });
  });
});
