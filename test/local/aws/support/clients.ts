import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { ApiGatewayState } from '../../../../lib/local/aws/api-gateway/state';
import {
  type InterceptedOptions,
  type InterceptedStandIns,
  startInterceptedStandIns,
} from '../../../support/aws/intercepted-calls';

/** The stand-ins with one SDK client for each service, and a clock that a test moves. */
export class TestAws {
  readonly state = new ApiGatewayState();
  time = new Date('2026-03-04T05:06:07Z');
  standIns!: InterceptedStandIns;
  secrets!: SecretsManagerClient;
  parameters!: SSMClient;
  gateway!: APIGatewayClient;
  database!: DynamoDBClient;

  async start(options: Partial<InterceptedOptions> = {}): Promise<void> {
    this.standIns = await startInterceptedStandIns({ state: this.state, now: () => this.time, ...options });
    const config = {
      endpoint: this.standIns.url,
      region: 'eu-north-1',
      credentials: { accessKeyId: 'nobody', secretAccessKey: 'nothing' },
      maxAttempts: 1,
    };
    this.secrets = new SecretsManagerClient(config);
    this.parameters = new SSMClient(config);
    this.gateway = new APIGatewayClient(config);
    this.database = new DynamoDBClient(config);
  }

  async stop(): Promise<void> {
    for (const client of [this.secrets, this.parameters, this.gateway, this.database]) client.destroy();
    await this.standIns.close();
  }
}
