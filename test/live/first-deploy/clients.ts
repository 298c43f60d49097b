import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

/** Enough attempts for a control plane that takes one REST API in three seconds and deletes one in thirty. */
const MAX_ATTEMPTS = 10;

/** SDK clients of a run, all of one Region. */
export interface Clients {
  readonly region: string;
  readonly account: string;
  readonly apiGateway: APIGatewayClient;
  readonly cloudFormation: CloudFormationClient;
  readonly iam: IAMClient;
  readonly logs: CloudWatchLogsClient;
  readonly lambda: LambdaClient;
  readonly secrets: SecretsManagerClient;
  readonly ses: SESv2Client;
  readonly ssm: SSMClient;
}

/** Makes the clients as the AWS CLI would be set up, and asks whose account it is. */
export async function connectClients(given: string | undefined): Promise<Clients> {
  const config = { maxAttempts: MAX_ATTEMPTS, retryMode: 'adaptive', ...(given !== undefined && { region: given }) };
  const sts = new STSClient(config);
  const region = await sts.config.region();
  const { Account = '' } = await sts.send(new GetCallerIdentityCommand());
  return {
    region,
    account: Account,
    apiGateway: new APIGatewayClient(config),
    cloudFormation: new CloudFormationClient(config),
    iam: new IAMClient(config),
    logs: new CloudWatchLogsClient(config),
    lambda: new LambdaClient(config),
    secrets: new SecretsManagerClient(config),
    ses: new SESv2Client(config),
    ssm: new SSMClient(config),
  };
}
