import { places, problemsOf } from '../support/files';
import { type ProblemCase, expectOneProblem } from '../support/problem-cases';
import { TIERS, child } from '../support/sub-reseller';

const GOLD = 'tiers: { gold: { quota: unlimited, throttle: { rateLimit: 1, burstLimit: 1 } } }';

test.each<ProblemCase>([
  [
    'a tier that the platform lacks',
    { alpha: 'tiers: { golden: inherit }' },
    'tiers.golden',
    'one of: standard; or its own limits',
  ],
  [
    'a tier named like a property of every object',
    { alpha: 'tiers: { constructor: inherit }' },
    'tiers.constructor',
    'one of: standard',
  ],
  [
    'a tier that widens the platform’s',
    {
      alpha: 'tiers: { standard: { quota: { limit: 7001, period: day }, throttle: { rateLimit: 1, burstLimit: 1 } } }',
    },
    'tiers.standard.quota.limit',
    'at most 7000 per day',
  ],
  ['a platform without tiers', { platform: 'tiers: {}', alpha: '' }, 'tiers', 'or tiers in platform.yaml'],
])('%s is a problem', expectOneProblem);

describe('a reseller without a gateway of its own', () => {
  const files = {
    platform: TIERS,
    top: 'tiers: { gold: inherit }',
    middle: 'parent: top\ngateway: inherited',
    low: 'parent: middle\ngateway: inherited\ntiers: { gold: inherit }',
  };

  test('may not redefine a tier, because the usage plan is shared', () => {
    const redefined =
      'parent: top\ngateway: inherited\ntiers: { gold: { quota: unlimited, throttle: { rateLimit: 1, burstLimit: 1 } } }';
    expect(places(problemsOf({ ...files, low: redefined }))).toEqual(['low.yaml:3 tiers.gold']);
  });
});

describe('a sub-reseller with a gateway', () => {
  test.each([
    ['a tier that the parent lacks', 'tiers: { gold: inherit }', 'tiers.gold', 'one of: standard'],
    [
      'a new tier',
      'tiers: { iron: { quota: unlimited, throttle: { rateLimit: 1, burstLimit: 1 } } }',
      'tiers.iron',
      'one of: standard',
    ],
  ])('may not have %s', (_what, yaml, path, allowed) => {
    const found = problemsOf(child(yaml));
    expect(found.map((problem) => problem.path)).toContain(path);
    expect(found.find((problem) => problem.path === path)?.allowed).toContain(allowed);
  });
});

describe('below a parent that has none of the tiers it inherits, another tier', () => {
  const alpha = 'tiers: { golden: inherit }';
  const allowedFor = (bravo: string) =>
    problemsOf({ alpha, bravo: `parent: alpha\n${bravo}` }).find(({ path }) => path === 'tiers.gold')?.allowed;

  test('that is inherited is compared with no empty list', () => {
    expect(allowedFor('tiers: { gold: inherit }')).toBe('its own limits');
  });

  test('that has limits of its own is compared with no empty list', () => {
    expect(allowedFor(GOLD)).toBe('a tier of the parent');
  });
});
