import { connect } from 'node:net';
import { resolve } from 'node:path';
import { knowsRegion, profileCredentials } from '../../onboarding/adapters/aws-ports';
import type { AwsClientConfig } from '../../onboarding/adapters/service-config';
import { OnboardingError } from '../../onboarding/errors';
import type { CommonOptions } from '../context';
import type { CliIo } from '../io';
import { DEFAULT_CONFIG } from '../options/common-options';
import { promptText } from '../options/secret-input';
import { proxyAgent } from '../proxy';
import { awsClientConfig, commonEndpoint, isLoopback, profileName } from './client-config';
import { declaredRegion } from './declared-region';
import { readProfile } from './profile';

/**
 * Checks the endpoint, and completes the settings of the SDK clients with the environment's own Region where no other
 * is set.
 *
 * @throws OnboardingError for an unknown profile, for an endpoint that is not a URL, and for one on this machine at
 *   which nothing listens
 */
export async function connectionSettings(
  options: CommonOptions,
  environment: string,
  io: CliIo,
): Promise<AwsClientConfig> {
  await checkEndpoint('--endpoint-url', options.endpointUrl);
  const endpoint = commonEndpoint(options, io.environmentVariables);
  if (options.endpointUrl === undefined) await checkEndpoint('AWS_ENDPOINT_URL', endpoint);
  const config = await profileConfig(options, io);
  const configRoot = resolve(io.workingDirectory, options.config ?? DEFAULT_CONFIG);
  const region = await fallbackRegion(config, () => declaredRegion(configRoot, environment), isLoopback(endpoint));
  const agent = await proxyAgent(io.environmentVariables);
  return {
    ...config,
    ...(region !== undefined && { region }),
    ...(agent && { requestHandler: { httpAgent: agent, httpsAgent: agent } }),
  };
}

/** Completes the settings with those of the profile that the options or the variables name. */
async function profileConfig(options: CommonOptions, io: CliIo): Promise<AwsClientConfig> {
  const name = profileName(options, io.environmentVariables);
  if (name === undefined) return awsClientConfig(options, io.environmentVariables);
  const profile = await readProfile(name, io.environmentVariables);
  const config = awsClientConfig(options, io.environmentVariables, profile);
  if (options.endpointUrl === undefined) await checkEndpoint(`endpoint_url of profile ${name}`, profile.endpointUrl);
  const mfaCode = (serial: string) => askForMfaCode(io, name, serial);
  return { ...config, credentials: config.credentials ?? profileCredentials(name, mfaCode) };
}

async function askForMfaCode(io: CliIo, profile: string, serial: string): Promise<string> {
  const code = await promptText(io, `MFA code for ${serial}`);
  if (code !== undefined) return code;
  const problem = `Profile ${profile} needs the code of ${serial}, and there is no terminal to ask for it.`;
  throw new OnboardingError('usage', `${problem} Run the command in a terminal, or give temporary credentials.`);
}

async function checkEndpoint(name: string, text: string | undefined): Promise<void> {
  if (text === undefined) return;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    const got = JSON.stringify(text);
    throw new OnboardingError('usage', `${name}: got ${got}, expected a URL such as http://127.0.0.1:10442`);
  }
  // The SDK would retry for seconds.
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

/** The region to use where neither options, variables nor the profile name one. */
async function fallbackRegion(
  config: AwsClientConfig,
  declared: () => Promise<string | undefined>,
  local: boolean,
): Promise<string | undefined> {
  if (config.region !== undefined || (await knowsRegion(config))) return undefined;
  return (await declared()) ?? (local ? 'us-east-1' : undefined);
}
