import type { AwsPorts } from '../ports';
import { ApiGatewayMetering } from './api-gateway';
import { APIGatewayClient, SecretsManagerClient, SSMClient } from './aws-sdk';
import type { PaceClock } from './pace';
import { SecretsManagerCredentials } from './secrets-manager';
import { type AwsClientConfig, serviceConfig } from './service-config';
import { SsmGateways } from './ssm';

/** Tells whether the configuration, variables or the profile name a region. */
export async function knowsRegion(config: AwsClientConfig): Promise<boolean> {
  const client = new SSMClient(serviceConfig(config, 'ssm'));
  return client.config.region().then(
    () => true,
    () => false,
  );
}

/** Ports over new SDK clients. */
export function awsPorts(config: AwsClientConfig, clock: PaceClock): AwsPorts {
  return {
    credentials: new SecretsManagerCredentials(new SecretsManagerClient(serviceConfig(config, 'secretsManager'))),
    metering: new ApiGatewayMetering(new APIGatewayClient(serviceConfig(config, 'apiGateway')), clock),
    gateways: new SsmGateways(new SSMClient(serviceConfig(config, 'ssm'))),
  };
}
