import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface LogGroupOptions {
  readonly name: string;
  readonly retentionDays: number;
  readonly encryptionKey?: IKey | undefined;
}

/** Adds a log group that is deleted with its gateway. */
export function logGroup(
  scope: Construct,
  id: string,
  { name, retentionDays, encryptionKey }: LogGroupOptions,
): LogGroup {
  return new LogGroup(scope, id, {
    logGroupName: name,
    retention: retentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
    ...(encryptionKey && { encryptionKey }),
  });
}
