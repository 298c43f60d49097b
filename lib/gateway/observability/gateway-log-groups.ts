import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { executionLogGroupName, type GatewayLog, logGroupName } from '../names';
import { logGroup } from './log-group';

export interface GatewayLogGroupsOptions {
  readonly environment: string;
  readonly resellerId: string;
  readonly restApiId: string;
  readonly retentionDays: number;
  readonly encryptionKey: IKey | undefined;
  /** True if the logs of requests outlive the gateway. */
  readonly kept: boolean;
}

/**
 * Adds the log groups of one gateway, all with its retention and key. Those of the forwarder and of executions are never
 * kept: they come and go with settings of the same API, which could not create them again under the same name.
 */
export class GatewayLogGroups {
  constructor(private readonly options: GatewayLogGroupsOptions) {}

  /** @param apiId the API of the log, if the gateway has two */
  add(scope: Construct, id: string, log: GatewayLog | 'execution', apiId = this.options.restApiId): LogGroup {
    const { environment, resellerId, restApiId: _, ...options } = this.options;
    const name = log === 'execution' ? executionLogGroupName(apiId) : logGroupName(environment, resellerId, apiId, log);
    const kept = options.kept && (log === 'access' || log === 'authorizer');
    return logGroup(scope, id, { ...options, name, kept });
  }
}
