/** What a reseller with a gateway of its own declares stays within what its parent has. Pure. */
import { isWithin } from '../cidr';
import type { EnvironmentConfig, GatewayConfig } from '../environment';
import type { HierarchyProblem } from './parents';
import { type Declarations, declaration } from '../resolve/lineage';
import { TLS_POLICIES } from '../shapes/reseller-shape';

export function checkNarrowing(config: EnvironmentConfig, declared: Declarations): readonly HierarchyProblem[] {
  return config.gateways.flatMap((gateway) => {
    const own = config.resellers.find(({ id }) => id === gateway.resellerId);
    const above = config.resellers.find(({ id }) => id === own?.parent);
    const parent = config.gateways.find(({ resellerId }) => resellerId === above?.gatewayOwner);
    if (!parent) return [];
    const written = declaration(declared, gateway.resellerId);
    const narrowed = [
      ...routes(gateway, parent),
      ...oauth(gateway, parent),
      ...addresses(gateway, parent),
      ...aggregate(gateway, parent),
      ...tlsPolicy(gateway, parent),
    ]
      .filter(({ path }) => written[path[0] as keyof typeof written] !== undefined)
      .map((problem) =>
        Object.assign(problem, { resellerId: gateway.resellerId, message: `widens what ${parent.resellerId} has` }),
      );
    return [...narrowed, ...withoutMutualTls(gateway, parent)];
  });
}

/** A truststore belongs to domains, and is declared with them. */
function withoutMutualTls({ resellerId, mutualTls }: GatewayConfig, parent: GatewayConfig): HierarchyProblem[] {
  if (!parent.mutualTls || mutualTls) return [];
  const message = `is missing, though ${parent.resellerId} asks for client certificates`;
  return [{ resellerId, path: ['mutualTls'], message, allowed: 'mutualTls, with a domain' }];
}

/** Domains with mutual TLS have no choice. */
function tlsPolicy({ tlsPolicy: own, mutualTls }: GatewayConfig, parent: GatewayConfig): Widening[] {
  const least = TLS_POLICIES.indexOf(parent.tlsPolicy);
  if (mutualTls || TLS_POLICIES.indexOf(own) >= least) return [];
  return [{ path: ['domains', 0, 'tlsPolicy'], allowed: `one of: ${TLS_POLICIES.slice(least).join(', ')}` }];
}

type Widening = Pick<HierarchyProblem, 'path' | 'allowed'>;

function routes(own: GatewayConfig, parent: GatewayConfig): Widening[] {
  return own.routes.flatMap(({ path, methods }): Widening[] => {
    const cover = parent.routes.filter((route) => path === route.path || path.startsWith(`${route.path}/`));
    if (methods.every((method) => cover.some((route) => route.methods.includes(method)))) return [];
    const all = parent.routes.map((route) => `${route.methods.join(' ')} ${route.path}`).join('; ');
    return [{ path: ['routes'], allowed: `routes within: ${all}` }];
  });
}

function oauth({ oauth: own }: GatewayConfig, { oauth: parent }: GatewayConfig): Widening[] {
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

function addresses({ allowedSourceIps: own }: GatewayConfig, { allowedSourceIps: parent }: GatewayConfig): Widening[] {
  if (parent.length === 0) return [];
  return own.flatMap((block, index) =>
    isWithin(block, parent)
      ? []
      : [{ path: ['allowedSourceIps', index], allowed: `a block within: ${parent.join(', ')}` }],
  );
}

function aggregate({ throttle: own }: GatewayConfig, { throttle: parent }: GatewayConfig): Widening[] {
  return (['rateLimit', 'burstLimit'] as const).flatMap((key) => {
    const most = parent[key];
    return most !== undefined && (own[key] ?? Infinity) > most
      ? [{ path: ['throttle', key], allowed: `at most ${most}` }]
      : [];
  });
}
