import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AwsClientConfig, awsPorts, knowsRegion } from '../onboarding/adapters/aws-ports';
import type { OnboardingOutside } from '../onboarding/consumers';
import type { CommonOptions } from './context';
import { declaredRegion } from './declared-region';
import type { CliIo } from './io';

/** Enough attempts to outlast a control plane that others keep busy: about half a minute of backing off. */
const MAX_ATTEMPTS = 8;

/** Ports over SDK clients, set up as the AWS CLI would be; the environment's own region where none is said. */
export async function awsOutside(options: CommonOptions, environment: string, io: CliIo): Promise<OnboardingOutside> {
  const config = clientConfig(options, io.environmentVariables);
  const configRoot = resolve(io.workingDirectory, options.config ?? 'config');
  const region = await fallbackRegion(config, () => declaredRegion(configRoot, environment), io.environmentVariables);
  return {
    ...awsPorts({ ...config, ...(region !== undefined && { region }) }, { now: () => performance.now(), sleep }),
    now: () => io.now(),
    newApiKeyValue: () => io.randomHex(20),
  };
}

function clientConfig(
  { endpointUrl, profile, region: given }: CommonOptions,
  variables: CliIo['environmentVariables'],
): AwsClientConfig {
  const local = isLoopback(endpointUrl ?? variables.AWS_ENDPOINT_URL);
  const noCredentials = [profile, variables.AWS_PROFILE, variables.AWS_ACCESS_KEY_ID].every((value) => !value);
  // The SDK knows AWS_REGION only.
  const region = given ?? (variables.AWS_REGION || variables.AWS_DEFAULT_REGION);
  return {
    maxAttempts: MAX_ATTEMPTS,
    ...(endpointUrl !== undefined && { endpoint: endpointUrl }),
    ...(profile !== undefined && { profile }),
    ...(region && { region }),
    // The stand-ins of `npm start` do not check them; nothing leaves this machine.
    ...(local && noCredentials && { credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }),
  };
}

/** The region to use where neither options, variables nor the profile name one. */
async function fallbackRegion(
  config: AwsClientConfig,
  declared: () => Promise<string | undefined>,
  variables: CliIo['environmentVariables'],
): Promise<string | undefined> {
  if (config.region !== undefined || (await knowsRegion(config))) return undefined;
  const local = isLoopback(config.endpoint ?? variables.AWS_ENDPOINT_URL);
  return (await declared()) ?? (local ? 'us-east-1' : undefined);
}

function isLoopback(url: string | undefined): boolean {
  if (url === undefined || !URL.canParse(url)) return false;
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}
