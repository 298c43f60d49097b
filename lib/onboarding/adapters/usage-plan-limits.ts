import type { ThrottleSettings, UsagePlan } from './aws-sdk';
import type { Quota, UsagePlanLimits } from '../ports';
import { answered } from './aws-error';

/** Quota of a usage plan that API Gateway answered with; `undefined` without one. */
export function quotaOf({ quota }: UsagePlan): Quota | undefined {
  if (quota?.limit === undefined) return undefined;
  const { limit, period, offset } = quota;
  return { limit, period: answered(period, 'apigateway:GET', 'period'), ...(offset !== undefined && { offset }) };
}

/** Limits of a usage plan that API Gateway answered with. */
export function limitsOf(plan: UsagePlan): UsagePlanLimits {
  const quota = quotaOf(plan);
  const methods = (plan.apiStages ?? []).flatMap(({ throttle = {} }) => Object.entries(throttle));
  return {
    ...(quota && { quota }),
    throttle: throttleOf(plan.throttle),
    methodThrottles: Object.fromEntries(methods.map(([method, throttle]) => [method, throttleOf(throttle)])),
  };
}

function throttleOf({ rateLimit, burstLimit }: ThrottleSettings = {}): UsagePlanLimits['throttle'] {
  return { ...(rateLimit !== undefined && { rateLimit }), ...(burstLimit !== undefined && { burstLimit }) };
}
