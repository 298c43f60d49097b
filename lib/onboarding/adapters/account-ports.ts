import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OnboardingPorts } from '../ports';
import { awsPorts } from './aws-ports';
import type { AwsCredentials, AwsService } from './service-config';

/** The account to work in; what is absent comes from the SDK's own variables and files. */
export interface AccountOptions {
  readonly region?: string;
  readonly profile?: string;
  /** Credentials, or a function that fetches them, such as those of an assumed role. @default those of the SDK's chain */
  readonly credentials?: AwsCredentials | (() => Promise<AwsCredentials>);
  /** Endpoint of every service, such as that of `aps-gateway start`. @default AWS's own */
  readonly endpointUrl?: string;
}

const SERVICES: readonly AwsService[] = [
  'apiGateway',
  'cloudTrail',
  'cloudWatchLogs',
  'dynamoDb',
  'secretsManager',
  'ssm',
  'sts',
];

/** Makes the ports of an AWS account, over new SDK clients. */
export function accountPorts({ endpointUrl, ...shared }: AccountOptions = {}): OnboardingPorts {
  const endpoints = endpointUrl === undefined ? {} : Object.fromEntries(SERVICES.map((name) => [name, endpointUrl]));
  return {
    ...awsPorts({ ...shared, endpoints }, { now: () => performance.now(), sleep }),
    now: () => new Date(),
    newApiKeyValue: () => randomBytes(20).toString('hex'),
  };
}
