import type { Agent } from 'node:https';

/** The services that the CLI calls. */
export type AwsService =
  | 'acm'
  | 'apiGateway'
  | 'apiGatewayV2'
  | 'cloudFormation'
  | 'cloudTrail'
  | 'cloudWatch'
  | 'cloudWatchLogs'
  | 'dynamoDb'
  | 'iam'
  | 'lambda'
  | 'secretsManager'
  | 'ses'
  | 'serviceQuotas'
  | 'sns'
  | 'ssm'
  | 'sts';

/** Settings of the SDK clients; what is absent comes from the SDK's own variables and files. */
export interface AwsClientConfig {
  readonly endpoints: Readonly<Partial<Record<AwsService, string>>>;
  readonly profile?: string;
  readonly region?: string;
  readonly maxAttempts?: number;
  readonly credentials?: AwsCredentials | (() => Promise<AwsCredentials>);
  /** Agents that connect through a proxy. */
  readonly requestHandler?: { readonly httpAgent: Agent; readonly httpsAgent: Agent };
}

/** Credentials of the SDK. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** Settings of one service's client. */
export function serviceConfig({ endpoints, ...shared }: AwsClientConfig, service: AwsService) {
  const endpoint = endpoints[service];
  return { ...shared, ...(endpoint !== undefined && { endpoint }) };
}
