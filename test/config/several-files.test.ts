import { type Files, places, problemsOf } from './support/files';

const BROKEN = 'displayName: [';
const GOLD = 'tiers: { gold: { quota: unlimited, throttle: { rateLimit: 1, burstLimit: 1 } } }';

test('files that cannot be used hide no problem across the others', () => {
  const found = problemsOf({
    alpha: BROKEN,
    bravo: 'parent: nobody\ntiers: { golden: inherit }',
    charlie: '- displayName: C',
    delta: 'mutualTls: { truststore: s3://bucket/key }',
    echo: 'parent: alpha\nuiNodes: { timeoutSeconds: 40 }',
  });
  expect(new Set(places(found))).toEqual(
    new Set([
      'alpha.yaml:1 ',
      'bravo.yaml:1 parent',
      'bravo.yaml:2 tiers.golden',
      'charlie.yaml:1 ',
      'delta.yaml:1 mutualTls',
      'echo.yaml:2 uiNodes.timeoutSeconds',
    ]),
  );
});

test('a platform that cannot be used hides no problem among the resellers', () => {
  const found = problemsOf({ platform: 'tags: {', alpha: 'parent: nobody', bravo: 'parent: alpha\ncolour: red' });
  expect(places(found)).toEqual(expect.arrayContaining(['alpha.yaml:1 parent', 'bravo.yaml:2 colour']));
});

test('a reseller whose file cannot be used may be a parent, and is told as one', () => {
  const found = problemsOf({ alpha: BROKEN, bravo: 'parent: nobody', charlie: 'parent: alpha' });
  expect(places(found).filter((place) => !place.startsWith('alpha'))).toEqual(['bravo.yaml:1 parent']);
  expect(found.at(-1)?.allowed).toBe('one of: alpha, charlie');
});

test.each<[string, Files]>([
  ['a tier of a parent', { alpha: BROKEN, bravo: 'parent: alpha\ntiers: { gold: inherit }' }],
  [
    'a tier two levels above',
    { alpha: BROKEN, bravo: 'parent: alpha', charlie: 'parent: bravo\ntiers: { gold: inherit }' },
  ],
  ['the throttle of a gateway', { platform: 'capacity: { rateLimit: 9 }', alpha: BROKEN, bravo: 'parent: alpha' }],
])('%s is not missed in a file that cannot be used', (_what, files) => {
  expect(new Set(problemsOf(files).map(({ file }) => file))).toEqual(new Set(['config/unit/resellers/alpha.yaml']));
});

test.each<[string, Files, string]>([
  [
    'a tier of the platform',
    {
      platform: 'tiers: { standard: { quota: 5, throttle: { rateLimit: 1, burstLimit: 1 } } }',
      alpha: 'tiers: { standard: inherit }',
    },
    'platform.yaml:1 tiers.standard.quota',
  ],
  [
    'a route of the parent',
    {
      platform: 'routes: [{ path: /aps/2/a }]',
      alpha: 'routes: [{ path: /aps/2/b }, { path: /elsewhere }]',
      bravo: 'parent: alpha\nroutes: [{ path: /aps/2/b/c }]',
    },
    'alpha.yaml:1 routes.1.path',
  ],
  [
    'a throttle',
    { platform: 'capacity: { rateLimit: 9 }', alpha: 'throttle: { rateLimit: 0, burstLimit: 5 }' },
    'alpha.yaml:1 throttle.rateLimit',
  ],
])('%s that is wrong is told once, not again where it would count', (_what, files, place) => {
  expect(places(problemsOf(files))).toEqual([place]);
});

describe('below a parent that has none of the tiers it inherits, another tier', () => {
  const alpha = 'tiers: { golden: inherit }';
  const allowedFor = (bravo: string) =>
    problemsOf({ alpha, bravo: `parent: alpha\n${bravo}` }).find(({ path }) => path === 'tiers.gold')?.allowed;

  test('that is inherited is compared with no empty list', () => {
    expect(allowedFor('tiers: { gold: inherit }')).toBe('limits of its own');
  });

  test('that has limits of its own is compared with no empty list', () => {
    expect(allowedFor(GOLD)).toBe('tiers that the parent has');
  });
});
