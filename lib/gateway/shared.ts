/**
 * What the platform stack makes and reseller stacks use, passed through SSM parameters: an export would tie the stacks
 * together, so that neither could change what the other uses.
 */
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';

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

/** A value of the platform stack, read by CloudFormation at each deployment. */
export function sharedValue(scope: Construct, environment: string, name: SharedValue): string {
  return StringParameter.valueForStringParameter(scope, parameterName(environment, name));
}
