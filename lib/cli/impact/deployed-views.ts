import type { GatewayDescriptor } from '../../descriptor';
import { deployedGateway, type GatewayView } from '../../impact/gateway-view';
import type { GroupViews } from '../../impact/lost-grants';
import type { Metering } from '../../onboarding/ports';
import { deployedTier } from '../../status/deployed-tier';

/**
 * Reads what deployed gateways give their consumers: from the descriptors and the usage plans.
 *
 * @param groups operation groups of gateways, by the reseller that owns each; those that are absent are not compared
 */
export async function deployedViews(
  metering: Metering,
  descriptors: readonly GatewayDescriptor[],
  groups: ReadonlyMap<string, GroupViews>,
): Promise<readonly GatewayView[]> {
  return Promise.all(
    descriptors.map(async (descriptor) => {
      const tiers = await Promise.all(
        Object.entries(descriptor.usagePlans).map(async ([tier, id]) => {
          const limits = await metering.limits(id);
          return limits ? [[tier, deployedTier(limits, descriptor.stage)] as const] : [];
        }),
      );
      return deployedGateway(descriptor, new Map(tiers.flat()), groups.get(descriptor.resellerId));
    }),
  );
}
