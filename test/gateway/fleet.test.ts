import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { Declared } from './support/environment';
import { environmentOf } from './support/environment';
import { appOf, stackNames } from './support/synthesis';

type Resellers = NonNullable<Declared['resellers']>;
type Reseller = Resellers[string];

const PLATFORM: Declared['platform'] = {
  tiers: {
    standard: { quota: { limit: 900, period: 'day' }, throttle: { rateLimit: 10, burstLimit: 20 } },
    gold: { quota: 'unlimited', throttle: { rateLimit: 50, burstLimit: 90 } },
  },
  alarms: {},
};

/** Template of each stack, as it would be deployed. */
function templates(resellers: Resellers): Record<string, string> {
  const assembly = appOf(environmentOf({ platform: PLATFORM, resellers })).synth();
  return Object.fromEntries(
    assembly.stacks.map(({ stackName, templateFile }) => [
      stackName,
      readFileSync(join(assembly.directory, templateFile), 'utf8'),
    ]),
  );
}

const ids = fc.uniqueArray(
  fc.stringMatching(/^[a-z](?:-?[a-z0-9]){0,6}$/).filter((id) => id !== 'platform'),
  { minLength: 2, maxLength: 5 },
);
const reseller: fc.Arbitrary<Reseller> = fc.record(
  {
    displayName: fc.stringMatching(/^[A-Za-z ]{1,20}$/),
    routes: fc.constantFrom<Reseller['routes']>(
      [{ path: '/aps/2/types', methods: ['GET'] }],
      [{ path: '/aps/2/services/order-manager' }],
    ),
    tiers: fc.constantFrom<Reseller['tiers']>({ gold: 'inherit' }, { standard: 'inherit' }),
    throttle: fc.record({ rateLimit: fc.integer({ min: 1, max: 90 }), burstLimit: fc.integer({ min: 1, max: 90 }) }),
    oauth: fc.record({ timestampWindowSeconds: fc.integer({ min: 30, max: 900 }) }),
    uiNodes: fc.constantFrom<Reseller['uiNodes']>(
      { forwarding: 'lambda' },
      { brandEndpoint: 'https://brand.other.test' },
    ),
  },
  { requiredKeys: ['displayName'] },
);
const fleet = ids.chain((all) => fc.tuple(...all.map((id) => reseller.map((declared) => [id, declared] as const))));
const options = { numRuns: 8 };

const without = (all: Record<string, string>, name: string) =>
  Object.fromEntries(Object.entries(all).filter(([stack]) => stack !== name));
const stackOf = (id: string) => `aps-gateway-unit-${id}`;

test('a reseller that comes or goes touches no other stack', () => {
  fc.assert(
    fc.property(fleet, fc.nat(), (all, pick) => {
      const [gone] = all[pick % all.length]!;
      const before = templates(Object.fromEntries(all));
      const after = templates(Object.fromEntries(all.filter(([id]) => id !== gone)));
      expect(after).toEqual(without(before, stackOf(gone)));
    }),
    options,
  );
}, 60_000);

test('a change of a reseller touches its stack alone', () => {
  fc.assert(
    fc.property(fleet, fc.nat(), reseller, (all, pick, other) => {
      const [changed] = all[pick % all.length]!;
      const before = templates(Object.fromEntries(all));
      const after = templates(Object.fromEntries([...all.filter(([id]) => id !== changed), [changed, other]]));
      expect(without(after, stackOf(changed))).toEqual(without(before, stackOf(changed)));
    }),
    options,
  );
}, 60_000);

test('no stack imports from another', () => {
  for (const template of Object.values(templates({ alpha: {}, bravo: {} }))) {
    expect(template).not.toContain('Fn::ImportValue');
    expect(template).not.toContain('"Export"');
  }
});

test('every gateway is deployed after the platform stack and destroyed before it', () => {
  const { stacks } = appOf(environmentOf({ resellers: { alpha: {}, bravo: {} } }), ['bravo']).synth();
  const dependencies = stacks.map(({ stackName, dependencies: on }) => [
    stackName,
    on.map(({ id }) => id).filter((id) => id.startsWith('aps-gateway-') && !id.endsWith('.assets')),
  ]);
  expect(dependencies).toEqual([
    ['aps-gateway-unit-platform', []],
    ['aps-gateway-unit-bravo', ['aps-gateway-unit-platform']],
  ]);
});

describe('the filter', () => {
  const config = environmentOf({
    resellers: { alpha: {}, bravo: {}, 'bravo-sub': { parent: 'bravo', gateway: 'inherited' } },
  });

  test('makes only the named reseller’s stack, and the platform’s', () => {
    expect(stackNames(appOf(config, ['alpha']))).toEqual(['aps-gateway-unit-platform', 'aps-gateway-unit-alpha']);
  });

  test('finds the gateway that serves a sub-reseller', () => {
    expect(stackNames(appOf(config, ['bravo-sub']))).toEqual(['aps-gateway-unit-platform', 'aps-gateway-unit-bravo']);
  });

  test('refuses an unknown reseller', () => {
    expect(() => appOf(config, ['alhpa'])).toThrow(
      'There is no reseller "alhpa"; -c resellers takes some of: alpha, bravo, bravo-sub',
    );
  });
});

test('tags of platform and reseller are the stack’s, the reseller’s first', () => {
  const config = environmentOf({
    platform: { tags: { service: 'aps', owner: 'provider' } },
    resellers: { alpha: { tags: { owner: 'alpha', center: '7' } } },
  });
  const { stacks } = appOf(config).synth();
  expect(stacks.map(({ stackName, tags }) => [stackName, tags])).toEqual([
    ['aps-gateway-unit-platform', { service: 'aps', owner: 'provider' }],
    ['aps-gateway-unit-alpha', { service: 'aps', owner: 'alpha', center: '7' }],
  ]);
});
