import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface LogGroupOptions {
  readonly name: string;
  readonly retentionDays: number;
}

/** A log group that goes with its gateway. */
export function logGroup(scope: Construct, id: string, { name, retentionDays }: LogGroupOptions): LogGroup {
  return new LogGroup(scope, id, {
    logGroupName: name,
    retention: retentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
