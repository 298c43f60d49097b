import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Host of an AWS service in the partition and region of a stack (AWS General Reference, "Service endpoints"). */
export function serviceHost(scope: Construct, service: 'secretsmanager' | 'dynamodb' | 'ssm'): string {
  const { region, urlSuffix } = Stack.of(scope);
  return `${service}.${region}.${urlSuffix}`;
}
