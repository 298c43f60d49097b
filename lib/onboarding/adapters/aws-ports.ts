import type { AwsPorts } from '../ports';
import { ApiGatewayMetering, controlPlanePace } from './api-gateway';
import { APIGatewayClient, defaultProvider, SecretsManagerClient, SSMClient } from './aws-sdk';
import { callerIdentity } from './caller-identity';
import { ApiGatewayCertificates } from './client-certificates';
import type { Pace, PaceClock } from './pace';
import { SecretsManagerCredentials } from './secrets-manager';
import { type AwsClientConfig, type AwsCredentials, serviceConfig } from './service-config';
import { SsmGateways, SsmVerifications } from './ssm';

/** Tests whether the configuration, variables or the profile name a region. */
export async function knowsRegion(config: AwsClientConfig): Promise<boolean> {
  const client = new SSMClient(serviceConfig(config, 'ssm'));
  return client.config.region().then(
    () => true,
    () => false,
  );
}

/**
 * Returns the credentials of a profile, as the AWS CLI finds them: from its keys, its role, single sign-on or a process.
 * They are looked up once, at the first call.
 *
 * @param mfaCode asks for the code of the device in the profile's `mfa_serial`
 */
export function profileCredentials(
  profile: string,
  mfaCode: (serial: string) => Promise<string>,
): () => Promise<AwsCredentials> {
  return defaultProvider({ profile, mfaCodeProvider: mfaCode, logger: QUIET });
}

/** Without it, the SDK warns on standard error that it ignores the variables, as the AWS CLI does silently. */
const QUIET = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {}

/** Options of the ports. */
export interface AwsPortsOptions {
  /** Called with the reason if a change cannot record who made it. @default none */
  readonly onUnknownCaller?: (reason: string) => void;
  /** Clock that paces look-ups in CloudTrail. @default the clock of everything else */
  readonly trailClock?: PaceClock;
  /** Pace of API Gateway's control plane, for callers that make other calls to it as well. @default its own */
  readonly controlPlane?: Pace;
}

/** Ports over new SDK clients. */
export function awsPorts(
  config: AwsClientConfig,
  clock: PaceClock,
  { onUnknownCaller = ignore, trailClock = clock, controlPlane = controlPlanePace(clock) }: AwsPortsOptions = {},
): AwsPorts {
  const ssm = new SSMClient(serviceConfig(config, 'ssm'));
  const apiGateway = new APIGatewayClient(serviceConfig(config, 'apiGateway'));
  return {
    credentials: new SecretsManagerCredentials(new SecretsManagerClient(serviceConfig(config, 'secretsManager'))),
    metering: new ApiGatewayMetering(apiGateway, clock, controlPlane),
    certificates: new ApiGatewayCertificates(apiGateway, controlPlane),
    logs: async () => {
      const { CloudWatchLogSearch } = await import('./cloudwatch-logs.ts');
      return new CloudWatchLogSearch(config, clock);
    },
    trail: async () => {
      const { CloudTrailEvents } = await import('./cloudtrail.ts');
      return new CloudTrailEvents(config, trailClock);
    },
    logReader: async () => {
      const { CloudWatchLogReader } = await import('./log-reader.ts');
      return new CloudWatchLogReader(config, clock);
    },
    failures: async () => {
      const { DynamoDbFailures } = await import('./dynamodb-failures.ts');
      return new DynamoDbFailures(config);
    },
    failureReports: async () => {
      const { ContributorInsights } = await import('./contributor-insights.ts');
      return new ContributorInsights(config);
    },
    shedding: async () => {
      const { DynamoDbShedding } = await import('./dynamodb-shedding.ts');
      return new DynamoDbShedding(config);
    },
    caller: callerIdentity(config, onUnknownCaller),
    gateways: new SsmGateways(ssm),
    verifications: new SsmVerifications(ssm),
  };
}
