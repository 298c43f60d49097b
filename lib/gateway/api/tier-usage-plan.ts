import {
  type IRestApi,
  type IUsagePlan,
  Period,
  type RestApi,
  type ThrottlingPerMethod,
  UsagePlan,
} from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import type { TierConfig } from '../../config/environment';
import { STAGE_NAME } from '../names';

const PERIODS = { day: Period.DAY, week: Period.WEEK, month: Period.MONTH } as const;

export interface TierUsagePlanProps {
  readonly name: string;
  readonly tier: TierConfig;
  /** Requests to any of them count toward the same quota. */
  readonly apis: readonly RestApi[];
}

/** The usage plan of one tier on one gateway. Onboarding a consumer adds its API key. */
export class TierUsagePlan extends Construct {
  readonly usagePlan: IUsagePlan;

  constructor(scope: Construct, id: string, { name, tier, apis }: TierUsagePlanProps) {
    super(scope, id);
    const { quota, throttle } = tier;
    this.usagePlan = new UsagePlan(this, 'Plan', {
      name,
      ...(Object.keys(throttle).length > 0 && { throttle }),
      ...(quota && { quota: { limit: quota.limit, period: PERIODS[quota.period], offset: quota.offset } }),
      // exactOptionalPropertyTypes rejects this type of CDK's: RestApi's `latestDeployment` may be undefined.
      apiStages: apis.map((api) => ({
        api: api as IRestApi,
        stage: api.deploymentStage,
        throttle: methodThrottles(tier, api),
      })),
    });
  }
}

/** Returns the throttles of a tier: for the path of each route and for everything below it. */
function methodThrottles({ methods }: TierConfig, api: RestApi): ThrottlingPerMethod[] {
  return methods.flatMap(({ path, method, rateLimit, burstLimit }) => {
    const own = path.slice(`/${STAGE_NAME}`.length);
    return api.methods
      .filter((made) => made.httpMethod === method && [own, `${own}/{proxy+}`].includes(made.resource.path))
      .map((made) => ({ method: made, throttle: { rateLimit, burstLimit } }));
  });
}
