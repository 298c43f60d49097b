import { answered, explained, isAwsError } from '../../onboarding/adapters/aws-error';
import type { Pace } from '../../onboarding/adapters/pace';
import { type AwsClientConfig, serviceConfig } from '../../onboarding/adapters/service-config';
import type { ClientCertificate } from '../../onboarding/ports';
import type { DayAnswers, DayRange, MeteredApi } from '../answers';
import type {
  AcmCertificate,
  DomainState,
  FleetReader,
  OpenAlarm,
  RestApiState,
  StackState,
  StageState,
} from '../ports';
import { answersPerDay } from './answers-per-day';
import {
  ACMClient,
  APIGatewayClient,
  CloudFormationClient,
  CloudWatchClient,
  DescribeAlarmsCommand,
  DescribeCertificateCommand,
  DescribeStacksCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetBasePathMappingsCommand,
  GetClientCertificateCommand,
  GetDomainNameCommand,
  GetFunctionConfigurationCommand,
  GetRestApiCommand,
  GetStageCommand,
  LambdaClient,
} from './status-sdk';

const ALL = '*/*';
const GET = 'apigateway:GET';
const FUNCTION_CONFIGURATION = 'lambda:GetFunctionConfiguration';

/** Reads gateways over SDK clients. */
export class AwsFleet implements FleetReader {
  private readonly apiGateway: APIGatewayClient;
  private readonly cloudFormation: CloudFormationClient;
  private readonly lambda: LambdaClient;
  private readonly dynamoDb: DynamoDBClient;
  private readonly acm: ACMClient;
  private readonly cloudWatch: CloudWatchClient;

  /** @param controlPlane pace of API Gateway's control plane, shared with the other calls to it */
  constructor(
    config: AwsClientConfig,
    private readonly controlPlane: Pace,
  ) {
    this.apiGateway = new APIGatewayClient(serviceConfig(config, 'apiGateway'));
    this.cloudFormation = new CloudFormationClient(serviceConfig(config, 'cloudFormation'));
    this.lambda = new LambdaClient(serviceConfig(config, 'lambda'));
    this.dynamoDb = new DynamoDBClient(serviceConfig(config, 'dynamoDb'));
    this.acm = new ACMClient(serviceConfig(config, 'acm'));
    this.cloudWatch = new CloudWatchClient(serviceConfig(config, 'cloudWatch'));
  }

  async stack(name: string): Promise<StackState | undefined> {
    try {
      const { Stacks: [stack] = [] } = await this.cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
      if (!stack) return undefined;
      const { StackStatus: status, DriftInformation: drift, Tags = [] } = stack;
      const driftCheckedAt = drift?.LastCheckTimestamp;
      return {
        status: answered(status, 'cloudformation:DescribeStacks', 'StackStatus'),
        drift: drift?.StackDriftStatus ?? 'NOT_CHECKED',
        ...(driftCheckedAt && { driftCheckedAt }),
        tags: Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
      };
    } catch (error) {
      if (isAwsError(error, 'ValidationError') && /does not exist/.test(String(error))) return undefined;
      throw explained(error, 'cloudformation:DescribeStacks');
    }
  }

  async restApi(restApiId: string): Promise<RestApiState | undefined> {
    const api = await this.control(() => this.apiGateway.send(new GetRestApiCommand({ restApiId })));
    if (!api) return undefined;
    const { securityPolicy, endpointAccessMode, policy } = api;
    return {
      ...(securityPolicy && { tlsPolicy: securityPolicy }),
      ...(endpointAccessMode && { endpointAccess: endpointAccessMode }),
      ...(policy && { policy: unescaped(policy) }),
    };
  }

  async stage(restApiId: string, stageName: string): Promise<StageState | undefined> {
    const stage = await this.control(() => this.apiGateway.send(new GetStageCommand({ restApiId, stageName })));
    if (!stage) return undefined;
    const { throttlingRateLimit: rateLimit, throttlingBurstLimit: burstLimit } = stage.methodSettings?.[ALL] ?? {};
    return {
      throttle: { ...(rateLimit !== undefined && { rateLimit }), ...(burstLimit !== undefined && { burstLimit }) },
      hasAccessLog: Boolean(stage.accessLogSettings?.destinationArn),
      ...(stage.clientCertificateId && { clientCertificate: stage.clientCertificateId }),
    };
  }

  async domain(domainName: string, privateId?: string): Promise<DomainState | undefined> {
    const named = { domainName, ...(privateId !== undefined && { domainNameId: privateId }) };
    const [domain, mappings] = await Promise.all([
      this.control(() => this.apiGateway.send(new GetDomainNameCommand(named))),
      this.control(() => this.apiGateway.send(new GetBasePathMappingsCommand({ ...named, limit: 500 }))),
    ]);
    if (!domain) return undefined;
    const { domainNameStatus, regionalCertificateArn, certificateArn = regionalCertificateArn } = domain;
    return {
      status: domainNameStatus ?? 'AVAILABLE',
      ...(certificateArn && { certificateArn }),
      mappings: (mappings?.items ?? []).map(({ basePath = '', restApiId = '', stage = '' }) => ({
        basePath,
        restApiId,
        stage,
      })),
    };
  }

  async clientCertificate(id: string): Promise<ClientCertificate | undefined> {
    const command = new GetClientCertificateCommand({ clientCertificateId: id });
    const found = await this.control(() => this.apiGateway.send(command));
    return found && { name: found.description ?? id, expiresAt: answered(found.expirationDate, GET, 'expirationDate') };
  }

  async acmCertificate(arn: string): Promise<AcmCertificate | undefined> {
    const command = new DescribeCertificateCommand({ CertificateArn: arn });
    const answer = await optional('acm:DescribeCertificate', () => this.acm.send(command));
    if (!answer) return undefined;
    const certificate = answered(answer.Certificate, 'acm:DescribeCertificate', 'Certificate');
    const { Status: status = 'unknown', NotAfter: expiresAt, Type } = certificate;
    return { status, issuedByAcm: Type !== 'IMPORTED', ...(expiresAt && { expiresAt }) };
  }

  async table(name: string): Promise<string | undefined> {
    const command = new DescribeTableCommand({ TableName: name });
    const answer = await optional('dynamodb:DescribeTable', () => this.dynamoDb.send(command));
    return answer && answered(answer.Table?.TableStatus, 'dynamodb:DescribeTable', 'TableStatus');
  }

  async functionState(name: string): Promise<string | undefined> {
    const answer = await this.functionConfiguration(name);
    return answer && answered(answer.State, FUNCTION_CONFIGURATION, 'State');
  }

  async functionVariables(name: string): Promise<Readonly<Record<string, string>> | undefined> {
    const answer = await this.functionConfiguration(name);
    return answer && (answer.Environment?.Variables ?? {});
  }

  private functionConfiguration(name: string) {
    const command = new GetFunctionConfigurationCommand({ FunctionName: name });
    return optional(FUNCTION_CONFIGURATION, () => this.lambda.send(command));
  }

  async openAlarms(namePrefix: string): Promise<readonly OpenAlarm[]> {
    const all: OpenAlarm[] = [];
    let NextToken: string | undefined;
    do {
      const command: DescribeAlarmsCommand = new DescribeAlarmsCommand({
        AlarmNamePrefix: namePrefix,
        StateValue: 'ALARM',
        MaxRecords: 100,
        ...(NextToken && { NextToken }),
      });
      const page = await this.cloudWatch.send(command).catch((error: unknown) => {
        throw explained(error, 'cloudwatch:DescribeAlarms');
      });
      for (const {
        AlarmName: name = '',
        StateTransitionedTimestamp: since,
        StateReason: reason,
      } of page.MetricAlarms ?? []) {
        all.push({ name, ...(since && { since }), ...(reason && { reason }) });
      }
      ({ NextToken } = page);
    } while (NextToken);
    return all;
  }

  async answersPerDay(
    apis: readonly MeteredApi[],
    range: DayRange,
  ): Promise<ReadonlyMap<string, readonly DayAnswers[]>> {
    return answersPerDay(this.cloudWatch, apis, range);
  }

  /** Makes a paced call to API Gateway's control plane; `undefined` for a missing resource. */
  private async control<T>(send: () => Promise<T>): Promise<T | undefined> {
    await this.controlPlane();
    return optional(GET, send);
  }
}

/** API Gateway answers a policy with its quotes escaped (terraform-provider-aws, `aws_api_gateway_rest_api`). */
function unescaped(policy: string): string {
  return policy.includes('\\"') ? (JSON.parse(`"${policy}"`) as string) : policy;
}

async function optional<T>(permission: string, send: () => Promise<T>): Promise<T | undefined> {
  try {
    return await send();
  } catch (error) {
    if (isAwsError(error, 'NotFoundException', 'ResourceNotFoundException')) return undefined;
    throw explained(error, permission);
  }
}
