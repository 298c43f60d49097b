import type { OnboardingPorts } from '../ports';
import { ApiGatewayMetering } from './api-gateway';
import { APIGatewayClient, SecretsManagerClient, SSMClient } from './aws-sdk';
import type { PaceClock } from './pace';
import { SecretsManagerCredentials } from './secrets-manager';
import { SsmGateways } from './ssm';

/** What all SDK clients share; what is absent comes from the SDK's own variables and files. */
export interface AwsClientConfig {
  readonly endpoint?: string;
  readonly profile?: string;
  readonly region?: string;
  readonly maxAttempts?: number;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Whether the configuration, variables or the profile name a region. */
export async function knowsRegion(config: AwsClientConfig): Promise<boolean> {
  const client = new SSMClient(config);
  return client.config.region().then(
    () => true,
    () => false,
  );
}

/** Ports over new SDK clients. */
export function awsPorts(config: AwsClientConfig, clock: PaceClock): OnboardingPorts {
  return {
    credentials: new SecretsManagerCredentials(new SecretsManagerClient(config)),
    metering: new ApiGatewayMetering(new APIGatewayClient(config), clock),
    gateways: new SsmGateways(new SSMClient(config)),
  };
}
