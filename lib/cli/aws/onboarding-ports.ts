import { connect } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AwsClientConfig, awsPorts, knowsRegion } from '../../onboarding/adapters/aws-ports';
import type { OnboardingOutside } from '../../onboarding/consumers';
import { OnboardingError } from '../../onboarding/errors';
import type { CommonOptions } from '../context';
import { declaredRegion } from './declared-region';
import type { CliIo } from '../io';

/** Enough attempts to outlast a control plane that others keep busy: about half a minute of backing off. */
const MAX_ATTEMPTS = 8;

/**
 * Ports over SDK clients, set up as the AWS CLI would be; the environment's own region where none is said.
 *
 * @throws OnboardingError for an endpoint that is no URL, and for one on this machine at which nothing listens
 */
export async function awsOutside(options: CommonOptions, environment: string, io: CliIo): Promise<OnboardingOutside> {
  await checkEndpoint('--endpoint-url', options.endpointUrl);
  if (options.endpointUrl === undefined) {
    await checkEndpoint('AWS_ENDPOINT_URL', io.environmentVariables.AWS_ENDPOINT_URL || undefined);
  }
  const config = clientConfig(options, io.environmentVariables);
  const configRoot = resolve(io.workingDirectory, options.config ?? 'config');
  const region = await fallbackRegion(config, () => declaredRegion(configRoot, environment), io.environmentVariables);
  return {
    ...awsPorts({ ...config, ...(region !== undefined && { region }) }, { now: () => performance.now(), sleep }),
    now: () => io.now(),
    newApiKeyValue: () => io.randomHex(20),
  };
}

async function checkEndpoint(name: string, text: string | undefined): Promise<void> {
  if (text === undefined) return;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    const got = JSON.stringify(text);
    throw new OnboardingError('usage', `${name}: got ${got}, expected a URL such as http://127.0.0.1:10442`);
  }
  // The SDK would try again for seconds.
  if (!isLoopback(text) || (await listens(url))) return;
  throw new OnboardingError('failed', `${name}: nothing listens at ${url.host}. Is npm start running?`);
}

function listens({ hostname, port, protocol }: URL): Promise<boolean> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const socket = connect({ host, port: Number(port || (protocol === 'https:' ? 443 : 80)) });
  return new Promise<boolean>((settle) => {
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  }).finally(() => socket.destroy());
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
