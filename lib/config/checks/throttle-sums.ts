import type { EnvironmentConfig, GatewayConfig } from '../environment';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import type { Declarations } from '../shapes/reseller-shape';
import { UNLIMITED } from '../shapes/vocabulary';
import type { HierarchyProblem } from './hierarchy-problem';

/**
 * Checks that the throttles of child gateways together fit their parent's, and all throttles together the platform's
 * capacity, where a gateway for both audiences counts twice: it has two stages, each with its throttle. A throttle counts for each method of a stage separately, so a sum is the least that can arrive, not the most.
 */
export function checkThrottleSums(
  config: EnvironmentConfig,
  platform: PlatformDeclaration,
  declared: Declarations,
): readonly HierarchyProblem[] {
  return [...checkCapacity(config, platform), ...checkParentThrottles(config, declared)];
}

function sumOf(gateways: readonly GatewayConfig[]): number {
  return gateways.reduce((total, { throttle }) => total + (throttle.rateLimit ?? Infinity), 0);
}

function checkCapacity({ gateways }: EnvironmentConfig, { capacity }: PlatformDeclaration): HierarchyProblem[] {
  const both = gateways.filter(({ audience }) => audience === 'both');
  const total = sumOf([...gateways, ...both]);
  if (capacity === undefined || total <= capacity.rateLimit) return [];
  const path = ['capacity', 'rateLimit'];
  const open = gateways.filter(({ throttle }) => throttle.rateLimit === undefined).map(({ resellerId }) => resellerId);
  if (open.length > 0) {
    const message = `cannot be kept: these gateways have no throttle: ${open.join(', ')}`;
    return [{ path, message, allowed: 'a throttle for every gateway, or no capacity' }];
  }
  const derived = gateways.filter(({ throttle }) => throttle.derived).map(({ resellerId }) => resellerId);
  const from = derived.length === 0 ? '' : `; derived from their tiers: those of ${derived.join(', ')}`;
  const twice = both.map(({ resellerId }) => resellerId).join(', ');
  return [
    {
      path,
      message: `is less than the sum of the gateways' throttles${from}${twice && `; for both audiences, so twice: ${twice}`}`,
      allowed: `${total} or more, or smaller throttles of the gateways`,
    },
  ];
}

function checkParentThrottles(config: EnvironmentConfig, declared: Declarations): HierarchyProblem[] {
  const below = childGateways(config);
  const isOwn = (id: string) => declared.get(id)?.throttle !== undefined;
  return config.gateways.flatMap(({ resellerId, throttle }): HierarchyProblem[] => {
    const most = throttle.rateLimit;
    const children = below.get(resellerId) ?? [];
    const total = sumOf(children);
    if (most === undefined || throttle.derived || total <= most) return [];
    const each = children.map((child) => {
      const rate = child.throttle.rateLimit ?? UNLIMITED;
      return `${child.resellerId} ${rate}${isOwn(child.resellerId) ? '' : ' (inherited)'}`;
    });
    const files = children.map((child) => `resellers/${child.resellerId}.yaml`);
    const smaller = `smaller throttles in ${files.join(', ')}`;
    const own = isOwn(resellerId) ? 'is' : `(inherited: ${most}) is`;
    return [
      {
        resellerId,
        path: ['throttle', 'rateLimit'],
        message: `${own} less than the sum of the gateways below: ${each.join(', ')}`,
        allowed: Number.isFinite(total) ? `${total} or more, or ${smaller}` : smaller,
      },
    ];
  });
}

/** A gateway's throttle, and the throttles that the gateways below it take of it. */
export interface ThrottleRoom {
  readonly owner: string;
  /** Requests per second. */
  readonly rateLimit: number;
  readonly children: readonly { readonly resellerId: string; readonly rateLimit: number }[];
}

/** Returns the throttle that limits gateways below a reseller; `undefined` if none does. */
export function throttleRoom(config: EnvironmentConfig, parent: string): ThrottleRoom | undefined {
  const owner = config.resellers.find(({ id }) => id === parent)?.gatewayOwner;
  const gateway = config.gateways.find(({ resellerId }) => resellerId === owner);
  const { rateLimit, derived } = gateway?.throttle ?? {};
  if (!gateway || rateLimit === undefined || derived) return undefined;
  const children = childGateways(config).get(gateway.resellerId) ?? [];
  return {
    owner: gateway.resellerId,
    rateLimit,
    children: children.map(({ resellerId, throttle }) => ({ resellerId, rateLimit: throttle.rateLimit ?? Infinity })),
  };
}

/** Groups gateways by the nearest gateway above them. */
function childGateways({ resellers, gateways }: EnvironmentConfig): ReadonlyMap<string, readonly GatewayConfig[]> {
  const byId = new Map(resellers.map((reseller) => [reseller.id, reseller]));
  const children = new Map<string, GatewayConfig[]>();
  for (const gateway of gateways) {
    const above = byId.get(byId.get(gateway.resellerId)?.parent ?? '')?.gatewayOwner;
    if (above === undefined) continue;
    const siblings = children.get(above);
    if (siblings) siblings.push(gateway);
    else children.set(above, [gateway]);
  }
  return children;
}
