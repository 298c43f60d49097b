import type { TierConfig } from '../config/environment';
import type { UsagePlanLimits } from '../onboarding/ports';

/** A usage plan's limits as a tier declares them. API Gateway also applies each method throttle to the paths below. */
export function deployedTier({ quota, throttle, methodThrottles }: UsagePlanLimits, stage: string): TierConfig {
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
