import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';

/**
 * A value that the platform stack passes to reseller stacks in an SSM parameter. An export could not change while
 * another stack imports it.
 */
export type SharedValue =
  | 'vpc-link-id'
  | 'load-balancer-arn'
  | 'load-balancer-host'
  | 'callers-security-group-id'
  | 'encryption-key-arn'
  | 'web-acl-arn'
  | 'alarm-topic-arn';

function parameterName(environment: string, name: SharedValue) {
  return `/aps-gateway/${environment}/platform/${name}`;
}

/** Publishes a value of the platform stack. */
export function publishShared(scope: Construct, environment: string, name: SharedValue, stringValue: string): void {
  new StringParameter(scope, `Shared-${name}`, { parameterName: parameterName(environment, name), stringValue });
}

/** Returns a value of the platform stack, which CloudFormation reads at each deployment. */
export function sharedValue(scope: Construct, environment: string, name: SharedValue): string {
  return StringParameter.valueForStringParameter(scope, parameterName(environment, name));
}
