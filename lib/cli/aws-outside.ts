import { setTimeout as sleep } from 'node:timers/promises';
import { type AwsClientConfig, awsPorts } from '../onboarding/adapters/aws-ports';
import type { OnboardingOutside } from '../onboarding/consumers';
import type { CommonOptions } from './context';
import type { CliIo } from './io';

/** Enough attempts to outlast a control plane that others keep busy: about half a minute of backing off. */
const MAX_ATTEMPTS = 8;

/** Ports over SDK clients, set up as the AWS CLI would be. */
export function awsOutside(options: CommonOptions, io: CliIo): OnboardingOutside {
  const config = clientConfig(options, io.environmentVariables);
  return {
    ...awsPorts(config, { now: () => performance.now(), sleep }),
    now: () => io.now(),
    newApiKeyValue: () => io.randomHex(20),
  };
}

function clientConfig(
  { endpointUrl, profile, region }: CommonOptions,
  variables: CliIo['environmentVariables'],
): AwsClientConfig {
  const local = isLoopback(endpointUrl ?? variables.AWS_ENDPOINT_URL);
  const noCredentials = [profile, variables.AWS_PROFILE, variables.AWS_ACCESS_KEY_ID].every((value) => !value);
  const noRegion = [profile, region, variables.AWS_PROFILE, variables.AWS_REGION].every((value) => !value);
  return {
    maxAttempts: MAX_ATTEMPTS,
    ...(endpointUrl !== undefined && { endpoint: endpointUrl }),
    ...(profile !== undefined && { profile }),
    ...(region !== undefined && { region }),
    // The stand-ins of `npm start` check neither; nothing leaves this machine.
    ...(local && noRegion && { region: 'us-east-1' }),
    ...(local && noCredentials && { credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }),
  };
}

function isLoopback(url: string | undefined): boolean {
  if (url === undefined || !URL.canParse(url)) return false;
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}
