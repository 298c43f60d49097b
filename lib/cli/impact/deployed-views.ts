import type { TierConfig } from '../../config/environment';
import type { GatewayDescriptor } from '../../descriptor';
import { deployedGateway, type GatewayView } from '../../impact/gateway-view';
import type { Metering, UsagePlanLimits } from '../../onboarding/ports';

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
          return limits ? [[tier, tierOf(limits, descriptor.stage)] as const] : [];
        }),
      );
      return deployedGateway(descriptor, new Map(tiers.flat()));
    }),
  );
}

/** A usage plan's limits as a tier declares them. API Gateway also applies each method throttle to the paths below. */
function tierOf({ quota, throttle, methodThrottles }: UsagePlanLimits, stage: string): TierConfig {
  const methods = Object.entries(methodThrottles).flatMap(([key, { rateLimit, burstLimit }]) => {
    const [, path = '', method = ''] = /^(.*)\/([A-Z]+)$/.exec(key) ?? [];
    if (path.endsWith('/{proxy+}') || rateLimit === undefined || burstLimit === undefined) return [];
    return [{ path: `/${stage}${path}`, method: method as 'GET', rateLimit, burstLimit }];
  });
  return {
    ...(quota && { quota: { limit: quota.limit, period: PERIODS[quota.period], offset: quota.offset ?? 0 } }),
    throttle,
    methods,
  };
}

const PERIODS = { DAY: 'day', WEEK: 'week', MONTH: 'month' } as const;
