import { type AwsClientConfig, serviceConfig } from '../../onboarding/adapters/service-config';
import type { AccountReader, InUse } from '../account-reader';
import type { Reading } from '../check';
import { BOOTSTRAP_PARAMETER } from '../checks/bootstrap';
import {
  APIGatewayClient,
  ApiGatewayV2Client,
  GetAccountCommand,
  GetAccountSettingsCommand,
  GetCallerIdentityCommand,
  GetDomainNamesCommand,
  GetEmailIdentityCommand,
  GetMailAccountCommand,
  GetParameterCommand,
  GetRestApisCommand,
  GetUsagePlansCommand,
  GetVpcLinksCommand,
  IAMClient,
  LambdaClient,
  ListServiceQuotasCommand,
  ListSubscriptionsByTopicCommand,
  ServiceQuotasClient,
  SESv2Client,
  SNSClient,
  SSMClient,
  STSClient,
} from './account-sdk';
import { allPages } from './pages';
import { simulate } from './simulate';

const PAGE = 500;

/** Reads one account and Region over SDK clients. */
export class AwsAccount implements AccountReader {
  private readonly apiGateway: APIGatewayClient;

  constructor(private readonly config: AwsClientConfig) {
    this.apiGateway = new APIGatewayClient(serviceConfig(config, 'apiGateway'));
  }

  region() {
    return this.apiGateway.config.region().catch(() => undefined);
  }

  caller() {
    return read('sts:GetCallerIdentity', async () => {
      const { Account = '', Arn = '' } = await new STSClient(serviceConfig(this.config, 'sts')).send(
        new GetCallerIdentityCommand(),
      );
      return { accountId: Account, arn: Arn };
    });
  }

  concurrency() {
    return read('lambda:GetAccountSettings', async () => {
      const { AccountLimit } = await new LambdaClient(serviceConfig(this.config, 'lambda')).send(
        new GetAccountSettingsCommand(),
      );
      const { ConcurrentExecutions: limit = 0, UnreservedConcurrentExecutions: unreserved = limit } =
        AccountLimit ?? {};
      return { limit, unreserved };
    });
  }

  cloudWatchRole() {
    return read('apigateway:GET on /account', async () => {
      const { cloudwatchRoleArn } = await this.apiGateway.send(new GetAccountCommand());
      return cloudwatchRoleArn === '' ? undefined : cloudwatchRoleArn;
    });
  }

  serviceQuotas() {
    return read('servicequotas:ListServiceQuotas', async () => {
      const client = new ServiceQuotasClient(serviceConfig(this.config, 'serviceQuotas'));
      const quotas = await allPages(async (NextToken) => {
        const command = new ListServiceQuotasCommand({ ServiceCode: 'apigateway', ...(NextToken && { NextToken }) });
        const { Quotas = [], NextToken: next } = await client.send(command);
        return { items: Quotas, next };
      });
      return new Map(quotas.map(({ QuotaCode = '', Value = 0 }) => [QuotaCode, Value] as const));
    });
  }

  inUse(kind: keyof InUse) {
    return read('apigateway:GET', () => allPages((position) => this.page(kind, position)));
  }

  bootstrapVersion() {
    return read('ssm:GetParameter', async () => {
      const text = await this.parameter(BOOTSTRAP_PARAMETER);
      return text === undefined ? undefined : Number(text);
    });
  }

  subscriptions(topicParameter: string) {
    return read('ssm:GetParameter and sns:ListSubscriptionsByTopic', async () => {
      const TopicArn = await this.parameter(topicParameter);
      if (TopicArn === undefined) return undefined;
      const client = new SNSClient(serviceConfig(this.config, 'sns'));
      const found = await allPages(async (NextToken) => {
        const command = new ListSubscriptionsByTopicCommand({ TopicArn, ...(NextToken && { NextToken }) });
        const { Subscriptions = [], NextToken: next } = await client.send(command);
        return { items: Subscriptions, next };
      });
      // SNS returns no ARN for a subscription that waits for its confirmation.
      return found.map(({ Endpoint = '', SubscriptionArn = '' }) => ({
        endpoint: Endpoint,
        confirmed: SubscriptionArn.startsWith('arn:'),
      }));
    });
  }

  mailIdentity(name: string) {
    return read('ses:GetEmailIdentity', async () => {
      try {
        const command = new GetEmailIdentityCommand({ EmailIdentity: name });
        const { VerifiedForSendingStatus: verified = false } = await this.ses().send(command);
        return { name, verified };
      } catch (error) {
        if (error instanceof Error && error.name === 'NotFoundException') return undefined;
        throw error;
      }
    });
  }

  mailSending() {
    return read('ses:GetAccount', async () => {
      const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus, SendQuota } = await this.ses().send(
        new GetMailAccountCommand(),
      );
      const { Max24HourSend = 0, MaxSendRate = 0, SentLast24Hours = 0 } = SendQuota ?? {};
      return {
        productionAccess: ProductionAccessEnabled ?? false,
        enabled: SendingEnabled ?? false,
        enforcement: EnforcementStatus ?? 'HEALTHY',
        // SES API v2 reference, SendQuota: -1 is unlimited.
        perDay: Max24HourSend === -1 ? undefined : Max24HourSend,
        perSecond: MaxSendRate,
        sentLastDay: SentLast24Hours,
      };
    });
  }

  refusedActions(principalArn: string, actions: readonly string[], resource: string) {
    return read('iam:SimulatePrincipalPolicy and iam:GetRole', () =>
      simulate(new IAMClient(serviceConfig(this.config, 'iam')), principalArn, actions, resource),
    );
  }

  private ses() {
    return new SESv2Client(serviceConfig(this.config, 'ses'));
  }

  /** @returns the parameter's value, or `undefined` when it does not exist */
  private async parameter(Name: string): Promise<string | undefined> {
    try {
      const { Parameter } = await new SSMClient(serviceConfig(this.config, 'ssm')).send(
        new GetParameterCommand({ Name }),
      );
      return Parameter?.Value;
    } catch (error) {
      if (error instanceof Error && error.name === 'ParameterNotFound') return undefined;
      throw error;
    }
  }

  private async page(kind: keyof InUse, mark: string | undefined) {
    const paging = { limit: PAGE, ...(mark && { position: mark }) };
    if (kind === 'restApis') {
      const { items = [], position } = await this.apiGateway.send(new GetRestApisCommand(paging));
      return { items: items.map(({ name = '' }) => name), next: position };
    }
    if (kind === 'usagePlans') {
      const { items = [], position } = await this.apiGateway.send(new GetUsagePlansCommand(paging));
      return { items: items.map(({ name = '' }) => name), next: position };
    }
    if (kind === 'domains') {
      const { items = [], position } = await this.apiGateway.send(new GetDomainNamesCommand(paging));
      return { items: items.map(({ domainName = '' }) => domainName), next: position };
    }
    const command = new GetVpcLinksCommand({ MaxResults: String(PAGE), ...(mark && { NextToken: mark }) });
    const { Items = [], NextToken } = await new ApiGatewayV2Client(serviceConfig(this.config, 'apiGatewayV2')).send(
      command,
    );
    return { items: Items.map(({ Name = '' }) => Name), next: NextToken };
  }
}

async function read<T>(permission: string, load: () => Promise<T>): Promise<Reading<T>> {
  try {
    return { known: true, value: await load() };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { known: false, why: `${error.name}: ${error.message || 'no answer'}`, permission };
  }
}
