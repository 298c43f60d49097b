import * as fc from 'fast-check';
import type { RouteMethod } from '../../lib/aps-methods';
import type { EnvironmentConfig } from '../../lib/config/environment';
import { declaredGateways } from '../../lib/impact/gateway-view';
import { impactOf } from '../../lib/impact/impact';
import { ApiGatewayState } from '../../lib/local/aws/api-gateway/state';
import { readDeployment } from '../../lib/local/deployment/deployment';
import { Meter } from '../../lib/local/rest-api/metering';
import { RestApi } from '../../lib/local/rest-api/rest-api';
import { type Declared, environmentOf } from '../gateway/support/environment';
import { appOf } from '../gateway/support/synthesis';
import { allow, FIXED_IDS, NOW, request } from '../local/support/rest-api-fixture';

const METHODS: readonly RouteMethod[] = ['GET', 'POST', 'DELETE'];
const PATHS = ['/aps/2/a', '/aps/2/a/b', '/aps/2/a/b/c', '/aps/2/d'];
/** Every resource that the paths make, and a path below each. */
const PROBES = PATHS.flatMap((path) => [path, `${path}/x`, `${path}/x/y`]);
const TIERS = ['standard', 'gold', 'iron'];
const CONSUMERS = ['alpha', 'alpha-south'].flatMap((reseller) =>
  TIERS.map((tier) => ({ consumerKey: `${reseller}-${tier}`, reseller, tier })),
);

const someOf = <T>(all: readonly T[]) => fc.subarray([...all], { minLength: 1 });
const small = fc.integer({ min: 1, max: 4 });
const tier = fc.record({
  quota: fc.oneof(
    fc.constant('unlimited' as const),
    fc.record({ limit: small, period: fc.constantFrom('day' as const, 'week' as const) }),
  ),
  throttle: fc.record({ rateLimit: small, burstLimit: small }),
});
const declared: fc.Arbitrary<Declared> = fc
  .record({
    tiers: someOf(TIERS).chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, tier])))),
    routes: someOf(PATHS).chain((paths) =>
      fc.tuple(...paths.map((path) => someOf(METHODS).map((methods) => ({ path, methods })))),
    ),
    throttle: fc.record({ rateLimit: small, burstLimit: small }),
    south: fc.boolean(),
  })
  .map(({ tiers, routes, throttle, south }) => ({
    platform: { tiers, throttle },
    resellers: { alpha: { routes }, ...(south && { 'alpha-south': { parent: 'alpha', gateway: 'inherited' } }) },
  }));

/** One gateway of an environment, served in this process. */
class Served {
  private readonly model;
  private readonly plans;
  private readonly tierPlans;
  private forwarded = 0;

  constructor(config: EnvironmentConfig) {
    const [gateway] = readDeployment(appOf(config).synth().directory).gateways;
    this.model = gateway!.restApi;
    this.plans = gateway!.usagePlans;
    this.tierPlans = gateway!.descriptor.usagePlans;
  }

  /** Sends a request several times at once on a tier, and counts how many reach the UI nodes. */
  async forwards(consumerTier: string, method: string, target: string, times: number): Promise<number> {
    const state = new ApiGatewayState();
    for (const plan of this.plans) state.usagePlans.set(plan.id, plan);
    const created = new Date(NOW);
    const key = { id: 'k1', value: 'value-of-the-key', name: 'n', enabled: true, tags: {} };
    state.apiKeys.set('k1', { ...key, createdDate: created, lastUpdatedDate: created });
    const planId = this.tierPlans[consumerTier];
    if (planId !== undefined) state.planKeys.set(planId, new Set(['k1']));
    this.forwarded = 0;
    const api = this.api(state, key.value);
    for (let count = 0; count < times; count++) {
      const headers: [string, string][] = [
        ['Host', 'gateway.example'],
        ['Authorization', 'OAuth x'],
      ];
      await api.answer(request({ method, target, headers }));
    }
    return this.forwarded;
  }

  private api(state: ApiGatewayState, usageIdentifierKey: string): RestApi {
    return new RestApi(this.model, {
      place: { accountId: '111122223333', region: 'eu-central-1' },
      meter: new Meter(state, () => NOW),
      invoke: async () => allow({ usageIdentifierKey, context: { authorization: 'OAuth x' } }),
      dial: () => {
        this.forwarded += 1;
        throw new Error('there is no UI node behind this gateway');
      },
      ids: FIXED_IDS,
      now: () => NOW,
    });
  }
}

const MOST = 5;

test('what impact says of random changes is what the gateway answers before and after them', async () => {
  await fc.assert(
    fc.asyncProperty(declared, declared, async (first, second) => {
      const [before, after] = [environmentOf(first), environmentOf(second)];
      const had = before.resellers.flatMap(({ id, tiers }) => Object.keys(tiers).map((name) => `${id}-${name}`));
      const consumers = CONSUMERS.filter(({ consumerKey }) => had.includes(consumerKey));
      const { consumers: impacts } = impactOf(consumers, declaredGateways(before), declaredGateways(after));
      const resources = resourcesOf(before, after);
      const [servedBefore, servedAfter] = [new Served(before), new Served(after)];
      for (const { consumerKey, tier: name } of consumers) {
        const losses = impacts.find((one) => one.consumerKey === consumerKey)?.losses ?? [];
        const losesTier = losses.some(({ kind }) => kind === 'tier');
        const losesLimit = losses.some(({ kind }) => kind === 'limit');
        for (const method of METHODS) {
          for (const path of PROBES) {
            const [was, is] = [
              await servedBefore.forwards(name, method, path, MOST),
              await servedAfter.forwards(name, method, path, MOST),
            ];
            const losesRoute = losses.some(
              (loss) => loss.kind === 'route' && loss.method === method && covers(loss, path, resources),
            );
            const seen = { consumerKey, method, path, refused: was > 0 && is === 0, fewer: is > 0 && is < was };
            // A route that is lost is not seen where the tier is lost too.
            const refused = was > 0 && (losesTier || losesRoute);
            expect({ ...seen, fewer: seen.fewer && !losesLimit }).toEqual({ ...seen, refused, fewer: false });
          }
        }
      }
    }),
    { numRuns: 12, seed: 20261125 },
  );
});

/** The resources of gateways: the paths of their routes, and the paths above those. */
function resourcesOf(...configs: readonly EnvironmentConfig[]): ReadonlySet<string> {
  const paths = configs.flatMap(({ gateways }) => gateways.flatMap(({ routes }) => routes.map(({ path }) => path)));
  return new Set(paths.flatMap((path) => path.split('/').map((_, index, all) => all.slice(0, index + 1).join('/'))));
}

/** Tells whether a lost route is about a path: its own, or one below it without a nearer resource. */
function covers(
  { path, where }: { readonly path: string; readonly where: string },
  probe: string,
  resources: ReadonlySet<string>,
): boolean {
  if (resources.has(probe)) return probe === path && where !== 'below';
  const segments = probe.split('/');
  const nearest = segments
    .map((_, index) => segments.slice(0, index + 1).join('/'))
    .findLast((one) => resources.has(one));
  return nearest === path && where !== 'path';
}
