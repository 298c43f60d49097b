import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface LogGroupOptions {
  readonly name: string;
  readonly retentionDays: number;
  readonly encryptionKey?: IKey | undefined;
  /** True if the logs outlive their stack. */
  readonly kept: boolean;
}

/** Adds a log group. One that is kept is deleted only if the deployment that creates it fails. */
export function logGroup(
  scope: Construct,
  id: string,
  { name, retentionDays, encryptionKey, kept }: LogGroupOptions,
): LogGroup {
  return new LogGroup(scope, id, {
    logGroupName: name,
    retention: retentionDays,
    removalPolicy: kept ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    ...(encryptionKey && { encryptionKey }),
  });
}
