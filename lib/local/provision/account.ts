import type { ApiGatewayState } from '../aws/api-gateway/state';
import type { AwsStandIns } from '../aws/stand-ins';

/** The AWS account on localhost: the stand-ins, API Gateway's state and the clock. */
export interface LocalAccount {
  readonly aws: AwsStandIns;
  readonly state: ApiGatewayState;
  /** Epoch milliseconds. */
  readonly now: () => number;
}
