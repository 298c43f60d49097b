import { DEFAULT_PRIORITY } from '../../lambda/authorizer/contract';
import type { GatewayDescriptor } from '../descriptor';

/** A tier that a level refuses. */
export interface ShedTier {
  readonly tier: string;
  readonly priority: number;
}

/** A gateway, and its tiers that a level refuses; `deployed` is false if its function knows no levels. */
export interface ShedGateway {
  readonly gateway: string;
  readonly deployed: boolean;
  readonly tiers: readonly ShedTier[];
}

/** Returns the tiers of each gateway that a level refuses, the highest number first. */
export function shedTiers(gateways: readonly GatewayDescriptor[], from: number): readonly ShedGateway[] {
  return gateways.map(({ resellerId, usagePlans, priorities }) => ({
    gateway: resellerId,
    deployed: priorities !== undefined,
    tiers: Object.keys(usagePlans)
      .map((tier) => ({
        tier,
        priority: (priorities && Object.hasOwn(priorities, tier) ? priorities[tier] : undefined) ?? DEFAULT_PRIORITY,
      }))
      .filter(({ priority }) => priorities !== undefined && priority >= from)
      .toSorted((a, b) => b.priority - a.priority || (a.tier < b.tier ? -1 : 1)),
  }));
}
