import type { GatewayDescriptor } from '../../descriptor';
import { deployedGateway, type GatewayView } from '../../impact/gateway-view';
import type { Metering } from '../../onboarding/ports';
import { deployedTier } from '../../status/deployed-tier';

/** Reads what deployed gateways give their consumers: from the descriptors and the usage plans. */
export async function deployedViews(
  metering: Metering,
  descriptors: readonly GatewayDescriptor[],
): Promise<readonly GatewayView[]> {
  return Promise.all(
    descriptors.map(async (descriptor) => {
      const tiers = await Promise.all(
        Object.entries(descriptor.usagePlans).map(async ([tier, id]) => {
          const limits = await metering.limits(id);
          return limits ? [[tier, deployedTier(limits, descriptor.stage)] as const] : [];
        }),
      );
      return deployedGateway(descriptor, new Map(tiers.flat()));
    }),
  );
}
