import type { CallHost } from '../../../lambda/authorizer/adapters/aws-client';
import type { AwsEnvironment, AwsService } from '../../../lambda/authorizer/adapters/aws-environment';
import { connectionPool } from '../../../lambda/authorizer/adapters/connection-pool';

/** Options of an SDK client that calls as the function's own client does. */
export function sdkOptions(
  { region, credentials, endpoints }: AwsEnvironment,
  { timeouts }: CallHost,
  service: AwsService,
) {
  return {
    region,
    // Expired at once, or the SDK would keep the first ones.
    credentials: async () => ({ ...credentials(), expiration: new Date(0) }),
    maxAttempts: 2,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: timeouts.connectionMs,
      requestTimeout: timeouts.attemptMs,
      throwOnRequestTimeout: true,
      httpsAgent: connectionPool(endpoints[service]),
    },
  };
}
