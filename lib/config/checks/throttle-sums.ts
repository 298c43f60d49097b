/**
 * Children's gateways together within the parent's, all of them together within what the platform bears. A throttle
 * holds for each method of a stage by itself, so that the sums are lower bounds of what can arrive. Pure.
 */
import type { EnvironmentConfig, GatewayConfig } from '../environment';
import type { HierarchyProblem } from './parents';
import type { Declarations } from '../resolve/lineage';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import { UNLIMITED } from '../shapes/vocabulary';

export function checkThrottleSums(
  config: EnvironmentConfig,
  platform: PlatformDeclaration,
  declared: Declarations,
): readonly HierarchyProblem[] {
  return [...withinCapacity(config, platform), ...withinParents(config, declared)];
}

function sum(gateways: readonly GatewayConfig[]) {
  return gateways.reduce((total, { throttle }) => total + (throttle.rateLimit ?? Infinity), 0);
}

function withinCapacity({ gateways }: EnvironmentConfig, { capacity }: PlatformDeclaration): HierarchyProblem[] {
  const total = sum(gateways);
  if (capacity === undefined || total <= capacity.rateLimit) return [];
  const path = ['capacity', 'rateLimit'];
  const open = gateways.filter(({ throttle }) => throttle.rateLimit === undefined).map(({ resellerId }) => resellerId);
  if (open.length > 0)
    return [{ path, message: `no throttle limits ${open.join(', ')}`, allowed: 'a throttle for each gateway' }];
  return [
    {
      path,
      message: 'is less than the throttles of all gateways, which are the least that they let through',
      allowed: `${total} or more, or smaller throttles of the gateways`,
    },
  ];
}

function withinParents(config: EnvironmentConfig, declared: Declarations): HierarchyProblem[] {
  const below = childGateways(config);
  const isOwn = (id: string) => declared.get(id)?.throttle !== undefined;
  return config.gateways.flatMap(({ resellerId, throttle }): HierarchyProblem[] => {
    const most = throttle.rateLimit;
    const children = below.get(resellerId) ?? [];
    const total = sum(children);
    if (most === undefined || total <= most) return [];
    const each = children.map((child) => {
      const rate = child.throttle.rateLimit ?? UNLIMITED;
      return `${child.resellerId} ${rate}${isOwn(child.resellerId) ? '' : ' (inherited)'}`;
    });
    const files = children.map((child) => `resellers/${child.resellerId}.yaml`);
    const smaller = `smaller throttles in ${files.join(', ')}`;
    return [
      {
        resellerId,
        path: ['throttle', 'rateLimit'],
        message: `${isOwn(resellerId) ? 'is' : `is inherited as ${most},`} less than those below together: ${each.join(', ')}`,
        allowed: Number.isFinite(total) ? `${total} or more, or ${smaller}` : smaller,
      },
    ];
  });
}

/** Gateways by the gateway that is next above theirs. */
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
