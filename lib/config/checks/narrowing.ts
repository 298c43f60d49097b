import { isWithin } from '../cidr';
import type { EnvironmentConfig, GatewayConfig, ThrottleConfig } from '../environment';
import { acceptedSchemes } from '../oauth-config';
import { declaration } from '../resolve/lineage';
import { type Declarations, TLS_POLICIES } from '../shapes/reseller-shape';
import type { HierarchyProblem } from './hierarchy-problem';

/** Checks that a gateway stays within the gateway above it in everything that its own file declares. */
export function checkNarrowing(config: EnvironmentConfig, declared: Declarations): readonly HierarchyProblem[] {
  return config.gateways.flatMap((gateway) => {
    const own = config.resellers.find(({ id }) => id === gateway.resellerId);
    const above = config.resellers.find(({ id }) => id === own?.parent);
    const parent = config.gateways.find(({ resellerId }) => resellerId === above?.gatewayOwner);
    if (!parent) return [];
    const written = declaration(declared, gateway.resellerId);
    const widened = [
      ...widenedRoutes(gateway, parent),
      ...widenedOAuth(gateway, parent),
      ...widenedLockout(gateway, parent),
      ...widenedAddresses(gateway, parent),
      ...(parent.throttle.derived ? [] : widenedThrottle(gateway.throttle, parent.throttle)),
      ...widenedTlsPolicy(gateway, parent),
      ...widenedAudience(gateway, parent),
    ]
      .filter(({ path }) => written[path[0] as keyof typeof written] !== undefined)
      .map((problem) => ({
        ...problem,
        resellerId: gateway.resellerId,
        message: `allows more than ${parent.resellerId} does`,
      }));
    return [...widened, ...checkMutualTls(gateway, parent)];
  });
}

/** A truststore is declared with its domains, so it is not inherited. */
function checkMutualTls({ resellerId, mutualTls }: GatewayConfig, parent: GatewayConfig): HierarchyProblem[] {
  if (!parent.mutualTls || mutualTls) return [];
  const message = `is missing, but ${parent.resellerId} requires client certificates`;
  return [{ resellerId, path: ['mutualTls'], message, allowed: 'mutualTls, with a domain' }];
}

/** Mutual TLS allows a single policy, which may be wider than the parent's. */
function widenedTlsPolicy({ tlsPolicy: own, mutualTls }: GatewayConfig, parent: GatewayConfig): Widening[] {
  const least = TLS_POLICIES.indexOf(parent.tlsPolicy);
  if (mutualTls || TLS_POLICIES.indexOf(own) >= least) return [];
  return [{ path: ['domains', 0, 'tlsPolicy'], allowed: `one of: ${TLS_POLICIES.slice(least).join(', ')}` }];
}

type Widening = Pick<HierarchyProblem, 'path' | 'allowed'>;

/** Compares the methods at every path at which a route of either gateway begins: of nested routes, the longest decides. */
function widenedRoutes({ routes: own }: GatewayConfig, { routes: above }: GatewayConfig): Widening[] {
  const isNarrow = [...own, ...above].every(({ path }) => {
    const allowed = methodsAt(path, above);
    return methodsAt(path, own).every((method) => allowed.includes(method));
  });
  if (isNarrow) return [];
  const all = above.map((route) => `${route.methods.join(' ')} ${route.path}`).join('; ');
  return [{ path: ['routes'], allowed: `routes within: ${all}` }];
}

function methodsAt(path: string, routes: GatewayConfig['routes']): readonly string[] {
  const covering = routes.filter((route) => `${path}/`.startsWith(`${route.path}/`));
  return covering.toSorted((a, b) => b.path.length - a.path.length)[0]?.methods ?? [];
}

function widenedOAuth({ oauth: own }: GatewayConfig, { oauth: parent }: GatewayConfig): Widening[] {
  const numbers = ['timestampWindowSeconds', 'clockSkewSeconds', 'cacheSeconds', 'outageGraceSeconds'] as const;
  const lists = ['signatureMethods', 'allowedApsHeaders'] as const;
  return [
    ...numbers
      .filter((key) => own[key] > parent[key])
      .map((key) => ({ path: ['oauth', key], allowed: `at most ${parent[key]}` })),
    ...lists
      .filter((key) => own[key].some((entry) => !(parent[key] as readonly string[]).includes(entry)))
      .map((key) => ({ path: ['oauth', key], allowed: `some of: ${parent[key].join(', ')}` })),
  ];
}

/** Fewer failures in a longer time, and a longer lock, are stricter. */
function widenedLockout({ lockout: own, oauth }: GatewayConfig, { lockout: parent }: GatewayConfig): Widening[] {
  if (!parent || !acceptedSchemes(oauth).includes('oauth1')) return [];
  const { failures } = parent;
  if (!own) return [{ path: ['lockout'], allowed: `a lockout, at most ${failures} failures` }];
  return [
    ...(own.failures > failures ? [{ path: ['lockout', 'failures'], allowed: `at most ${failures}` }] : []),
    ...(['withinMinutes', 'forMinutes'] as const)
      .filter((key) => own[key] < parent[key])
      .map((key) => ({ path: ['lockout', key], allowed: `at least ${parent[key]}` })),
  ];
}

function widenedAddresses(
  { allowedSourceIps: own }: GatewayConfig,
  { allowedSourceIps: parent }: GatewayConfig,
): Widening[] {
  if (parent.length === 0) return [];
  return own.flatMap((block, index) =>
    isWithin(block, parent)
      ? []
      : [{ path: ['allowedSourceIps', index], allowed: `a block within: ${parent.join(', ')}` }],
  );
}

/** An API on the internet is reached from everywhere, so only an internal parent sets a limit. */
function widenedAudience(own: GatewayConfig, { audience, vpcEndpoints }: GatewayConfig): Widening[] {
  if (audience === 'external') return [];
  if (audience === 'internal' && own.audience !== audience) return [{ path: ['audience'], allowed: audience }];
  const ids = vpcEndpoints.map(({ id }) => id);
  return own.vpcEndpoints.every(({ id }) => ids.includes(id))
    ? []
    : [{ path: ['vpcEndpoints'], allowed: `some of: ${ids.join(', ')}` }];
}

/** Returns the limits of a throttle that exceed those of the throttle above it. */
export function widenedThrottle(own: ThrottleConfig, above: ThrottleConfig): { path: string[]; allowed: string }[] {
  return (['rateLimit', 'burstLimit'] as const).flatMap((key) => {
    const most = above[key];
    return most !== undefined && (own[key] ?? Infinity) > most
      ? [{ path: ['throttle', key], allowed: `at most ${most}` }]
      : [];
  });
}
