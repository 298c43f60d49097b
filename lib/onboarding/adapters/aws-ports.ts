import type { OnboardingPorts } from '../ports';
import { ApiGatewayMetering } from './api-gateway';
import { APIGatewayClient, SecretsManagerClient, SSMClient } from './aws-sdk';
import type { PaceClock } from './pace';
import { SecretsManagerCredentials } from './secrets-manager';
import { SsmGateways } from './ssm';

/** The services that onboarding calls. */
export type AwsService = 'apiGateway' | 'secretsManager' | 'ssm';

/** Settings of the SDK clients; what is absent comes from the SDK's own variables and files. */
export interface AwsClientConfig {
  readonly endpoints: Readonly<Partial<Record<AwsService, string>>>;
  readonly profile?: string;
  readonly region?: string;
  readonly maxAttempts?: number;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/** Whether the configuration, variables or the profile name a region. */
export async function knowsRegion(config: AwsClientConfig): Promise<boolean> {
  const client = new SSMClient(clientConfig(config, 'ssm'));
  return client.config.region().then(
    () => true,
    () => false,
  );
}

/** Ports over new SDK clients. */
export function awsPorts(config: AwsClientConfig, clock: PaceClock): OnboardingPorts {
  return {
    credentials: new SecretsManagerCredentials(new SecretsManagerClient(clientConfig(config, 'secretsManager'))),
    metering: new ApiGatewayMetering(new APIGatewayClient(clientConfig(config, 'apiGateway')), clock),
    gateways: new SsmGateways(new SSMClient(clientConfig(config, 'ssm'))),
  };
}

function clientConfig({ endpoints, ...shared }: AwsClientConfig, service: AwsService) {
  const endpoint = endpoints[service];
  return { ...shared, ...(endpoint !== undefined && { endpoint }) };
}
