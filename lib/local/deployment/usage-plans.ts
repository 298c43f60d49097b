import type { UsagePlan } from '../aws/api-gateway/state';
import { Properties } from '../template/properties';
import type { DeployedResource } from '../template/stack';
import { TemplateError } from '../template/template';

type Throttle = NonNullable<UsagePlan['throttle']>;

/**
 * Reads a usage plan.
 * @throws TemplateError for a quota without a limit or with an unknown period
 */
export function readUsagePlan(resource: DeployedResource): UsagePlan {
  const plan = new Properties(resource.properties, resource.logicalId);
  const stages = plan.children('ApiStages');
  const quota = plan.optionalChild('Quota');
  const throttle = plan.optionalChild('Throttle');
  const methodThrottles = Object.fromEntries(stages.flatMap(readMethodThrottles));
  return {
    id: resource.physicalId,
    name: plan.optionalText('UsagePlanName') ?? resource.logicalId,
    stages: stages.map((stage) => `${stage.text('ApiId')}:${stage.text('Stage')}`),
    tags: Object.fromEntries(plan.children('Tags').map((tag) => [tag.text('Key'), tag.text('Value')])),
    ...(throttle && { throttle: readThrottle(throttle) }),
    ...(quota && { quota: readQuota(quota) }),
    ...(Object.keys(methodThrottles).length > 0 && { methodThrottles }),
  };
}

function readMethodThrottles(stage: Properties): readonly (readonly [method: string, throttle: Throttle])[] {
  const throttles = stage.child('Throttle');
  return throttles.names().map((method) => [method, readThrottle(throttles.child(method))]);
}

function readThrottle(throttle: Properties): Throttle {
  const rateLimit = throttle.optionalNumber('RateLimit');
  const burstLimit = throttle.optionalNumber('BurstLimit');
  return { ...(rateLimit !== undefined && { rateLimit }), ...(burstLimit !== undefined && { burstLimit }) };
}

function readQuota(quota: Properties): NonNullable<UsagePlan['quota']> {
  const limit = quota.optionalNumber('Limit');
  const period = quota.text('Period');
  const offset = quota.optionalNumber('Offset');
  if (limit === undefined || (period !== 'DAY' && period !== 'WEEK' && period !== 'MONTH')) {
    throw new TemplateError(
      `The quota of a usage plan has the limit ${limit} and the period ${period}, expected a number and DAY, WEEK or MONTH.`,
    );
  }
  return { limit, period, ...(offset !== undefined && { offset }) };
}
