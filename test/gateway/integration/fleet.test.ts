import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { Declared } from '../support/environment';
import { environmentOf } from '../support/environment';
import { appOf, stackNames } from '../support/synthesis';

type Resellers = NonNullable<Declared['resellers']>;
type Reseller = Resellers[string];
type Named = Reseller & { readonly displayName: string };

const PLATFORM: NonNullable<Declared['platform']> = {
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
const reseller: fc.Arbitrary<Named> = fc.record(
  {
    displayName: fc.stringMatching(/^[A-Za-z ]{1,20}$/),
    routes: fc.constantFrom<NonNullable<Reseller['routes']>>(
      [{ path: '/aps/2/types', methods: ['GET'] }],
      [{ path: '/aps/2/services/order-manager' }],
    ),
    tiers: fc.constantFrom<NonNullable<Reseller['tiers']>>({ gold: 'inherit' }, { standard: 'inherit' }),
    throttle: fc.record({ rateLimit: fc.integer({ min: 1, max: 90 }), burstLimit: fc.integer({ min: 1, max: 90 }) }),
    oauth: fc.record({ timestampWindowSeconds: fc.integer({ min: 30, max: 900 }) }),
    uiNodes: fc.constantFrom<NonNullable<Reseller['uiNodes']>>(
      { forwarding: 'lambda' },
      { brandEndpoint: 'https://brand.other.test' },
    ),
  },
  { requiredKeys: ['displayName'] },
);
type Fleet = readonly (readonly [id: string, declared: Reseller])[];

/** Declarations that are valid for any child; narrowing anything depends on its parent. */
const child = ({ displayName, oauth }: Named, parent: string, gateway: 'own' | 'inherited'): Reseller =>
  gateway === 'inherited' ? { displayName, parent, gateway } : { displayName, parent, ...(oauth && { oauth }) };

/** Each reseller but the first may be below one before it, with a gateway of its own or without. */
const fleet: fc.Arbitrary<Fleet> = ids
  .chain((all) =>
    fc.tuple(
      ...all.map((id, index) =>
        fc
          .tuple(reseller, fc.option(fc.nat(Math.max(index - 1, 0))), fc.boolean())
          .map(([declared, above, own]): Fleet[number] =>
            index === 0 || above === null
              ? [id, declared]
              : [id, child(declared, all[above]!, own ? 'own' : 'inherited')],
          ),
      ),
    ),
  )
  .filter(isAllowed);

function isAllowed(all: Fleet): boolean {
  try {
    environmentOf({ platform: PLATFORM, resellers: Object.fromEntries(all) });
    return true;
  } catch {
    return false;
  }
}

const options = { numRuns: 12 };
const stackOf = (id: string) => `aps-gateway-unit-${id}`;

/** Stacks that come, go or change between two fleets. */
function touched(before: Fleet, after: Fleet): string[] {
  const [one, other] = [templates(Object.fromEntries(before)), templates(Object.fromEntries(after))];
  return Object.keys({ ...one, ...other }).filter((name) => one[name] !== other[name]);
}

/** The stack that serves a reseller. */
function servedBy(id: string, all: Fleet): string {
  const { resellers } = environmentOf({ platform: PLATFORM, resellers: Object.fromEntries(all) });
  return stackOf(resellers.find((found) => found.id === id)!.gatewayOwner);
}

const parentOf = (id: string, all: Fleet) => all.find(([other]) => other === id)?.[1].parent;
/** A reseller and everybody below it. */
const line = (id: string, all: Fleet): string[] => [
  id,
  ...all.filter(([other]) => parentOf(other, all) === id).flatMap(([other]) => line(other, all)),
];

test('adding or removing a reseller without children touches only its own stack, or the one that serves it', () => {
  fc.assert(
    fc.property(fleet, fc.nat(), (all, pick) => {
      const leaves = all.filter(([id]) => line(id, all).length === 1);
      const [gone] = leaves[pick % leaves.length]!;
      const stack = servedBy(gone, all);
      const after = all.filter(([id]) => id !== gone);
      expect(touched(all, after).filter((name) => name !== stack)).toEqual([]);
    }),
    options,
  );
});

test('a change of a reseller touches the stacks that serve it and those below it, and no other', () => {
  fc.assert(
    fc.property(fleet, fc.nat(), reseller, (all, pick, other) => {
      const [changed, declared] = all[pick % all.length]!;
      const next = declared.parent ? child(other, declared.parent, declared.gateway ?? 'own') : other;
      const after = all.map(([id, before]) => [id, id === changed ? next : before] as const);
      fc.pre(isAllowed(after));
      const reached = line(changed, all).map((id) => servedBy(id, all));
      expect(touched(all, after).filter((name) => !reached.includes(name))).toEqual([]);
    }),
    options,
  );
});

test('a setting of a parent reaches those who inherit it', () => {
  const below = { bravo: { parent: 'alpha' }, charlie: { parent: 'alpha', oauth: { clockSkewSeconds: 3 } } };
  const parent = (clockSkewSeconds: number) => Object.entries({ alpha: { oauth: { clockSkewSeconds } }, ...below });
  expect(touched(parent(7), parent(5))).toEqual([stackOf('alpha'), stackOf('bravo')]);
});

describe('more usage plans than AWS grants', () => {
  const names = Array.from({ length: 301 }, (_, index) => `tier-${index}`);
  const tiers = Object.fromEntries(names.map((name) => [name, PLATFORM.tiers!['gold']!]));
  const app = appOf(environmentOf({ platform: { tiers }, resellers: { alpha: {} } }), []);

  test('cause only a warning at synthesis', () => {
    // The warning is printed as well.
    jest.spyOn(console, 'error').mockImplementation();
    const { messages } = app.synth().getStackByName('aps-gateway-unit-platform');
    expect(messages.map(({ level, entry }) => [level, entry.data])).toEqual([
      ['warning', expect.stringContaining('301 usage plans; AWS grants 300')],
    ]);
  });
});

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
      'There is no reseller "alhpa"; -c resellers accepts: alpha, bravo, bravo-sub',
    );
  });
});

test('tags of platform and reseller are the stack’s, the reseller’s first, with one for the allocation of costs', () => {
  const config = environmentOf({
    platform: { tags: { service: 'aps', owner: 'provider' } },
    resellers: { alpha: { tags: { owner: 'alpha', center: '7' } } },
  });
  const { stacks } = appOf(config).synth();
  expect(stacks.map(({ stackName, tags }) => [stackName, tags])).toEqual([
    ['aps-gateway-unit-platform', { service: 'aps', owner: 'provider' }],
    ['aps-gateway-unit-alpha', { service: 'aps', owner: 'alpha', center: '7', 'aps-gateway:reseller': 'alpha' }],
  ]);
});
