import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { NOTICES_SETTINGS } from '../../../lambda/notices/contract';
import type { LogsConfig } from '../../config/environment';
import type { PlatformNoticesConfig } from '../../config/notices-config';
import { descriptorPath } from '../../descriptor';
import { NOTICE_TABLE_KEY, NOTICE_TABLE_TTL, noticeTableName } from '../../notices/memory-table';
import { logGroup } from '../observability/log-group';
import { addScheduledFunction } from '../scheduled-function';
import { rememberNotices, sendFrom } from './notify-statements';
import { noticeAlarms } from './notice-alarms';

/** Lambda's longest: the usage plans of 300 gateways take ten minutes to read. */
const TIMEOUT_MINUTES = 15;

export interface NoticeSenderProps {
  readonly environment: string;
  readonly notices: PlatformNoticesConfig;
  /** Directory of the bundled function, from `buildNotices()`. */
  readonly code: string;
  readonly logs: LogsConfig;
  readonly key: IKey | undefined;
  /** Gets the alarms, and the notices if there is no sender. */
  readonly topic: ITopic | undefined;
}

/** One function for an environment that sends notices on a clock, and the table of those that were sent. */
export class NoticeSender extends Construct {
  constructor(scope: Construct, id: string, props: NoticeSenderProps) {
    super(scope, id);
    const { environment, notices, code, key, topic } = props;
    const name = `/aps-gateway/${environment}/notices`;
    const { retentionDays } = props.logs;
    const logs = logGroup(this, 'Logs', { name, retentionDays, encryptionKey: key, kept: false });
    const table = this.table(environment, key);
    addScheduledFunction(this, {
      description: `Sends notices about the consumers of ${environment}`,
      everyMinutes: notices.everyMinutes,
      code,
      timeoutMinutes: TIMEOUT_MINUTES,
      logGroup: logs,
      role: this.functionRole(props, logs).withoutPolicyUpdates(),
      environment: {
        [NOTICES_SETTINGS.table]: table.tableName,
        ...(notices.from === undefined && topic && { [NOTICES_SETTINGS.topicArn]: topic.topicArn }),
      },
    });
    if (topic) noticeAlarms(this, { environment, everyMinutes: notices.everyMinutes, logGroupName: name, topic });
  }

  /** Not kept when the stack is deleted: notices that are due then are sent a second time. */
  private table(environment: string, key: IKey | undefined): Table {
    return new Table(this, 'Table', {
      tableName: noticeTableName(environment),
      partitionKey: { name: NOTICE_TABLE_KEY, type: AttributeType.STRING },
      timeToLiveAttribute: NOTICE_TABLE_TTL,
      billingMode: BillingMode.PAY_PER_REQUEST,
      ...(key
        ? { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key }
        : { encryption: TableEncryption.AWS_MANAGED }),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  /** Reads descriptors, descriptions of secrets (not their values), usage and the authorizers' logs. */
  private functionRole({ environment, notices, key, topic }: NoticeSenderProps, logs: LogGroup): Role {
    const { from, configurationSet } = notices;
    const stack = Stack.of(this);
    const arn = (service: string, resource: string, resourceName: string, arnFormat = ArnFormat.SLASH_RESOURCE_NAME) =>
      stack.formatArn({ service, resource, resourceName, arnFormat });
    const parameters = arn('ssm', 'parameter', descriptorPath(environment).slice(1));
    const authorizerLogs = arn('logs', 'log-group', `/aps-gateway/${environment}/*`, ArnFormat.COLON_RESOURCE_NAME);
    const statements = [
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logs.logGroupArn]),
      allow(['ssm:GetParametersByPath'], [parameters, `${parameters}/*`]),
      // Secrets Manager has no resources for it.
      allow(['secretsmanager:ListSecrets'], ['*']),
      allow(['apigateway:GET'], [`arn:${stack.partition}:apigateway:${stack.region}::/usageplans/*`]),
      allow(['logs:StartQuery'], [authorizerLogs]),
      // Both have no resources for it.
      allow(['logs:DescribeLogGroups', 'logs:GetQueryResults', 'logs:StopQuery'], ['*']),
      ...rememberNotices(this, environment, key?.keyArn),
      ...(from === undefined ? toTopic(topic, key) : [sendFrom(this, { from, configurationSet })]),
    ];
    return new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { notices: new PolicyDocument({ statements }) },
    });
  }
}

function toTopic(topic: ITopic | undefined, key: IKey | undefined): PolicyStatement[] {
  if (!topic) return [];
  return [
    allow(['sns:Publish'], [topic.topicArn]),
    ...(key ? [allow(['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn])] : []),
  ];
}

function allow(actions: string[], resources: string[]): PolicyStatement {
  return new PolicyStatement({ actions, resources });
}
