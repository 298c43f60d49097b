import { OnboardingError } from '../../onboarding/errors';
import type { CliIo } from '../io';

/** A profile of the AWS CLI's files. */
export interface Profile {
  readonly name: string;
  /** Endpoint of every service without one of its own. */
  readonly endpointUrl?: string;
  /** Endpoints by the name of a service in these files, such as `secrets_manager`. */
  readonly serviceEndpoints: Readonly<Record<string, string>>;
}

type Settings = Readonly<Record<string, string | undefined>>;

/**
 * Reads a profile from the files of the AWS CLI (https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html).
 * The SDK reads the region and the credentials of a named profile, but ignores its endpoints.
 *
 * @throws OnboardingError `usage` when no file has such a profile
 */
export async function readProfile(name: string, variables: CliIo['environmentVariables']): Promise<Profile> {
  const { AWS_CONFIG_FILE: configFilepath, AWS_SHARED_CREDENTIALS_FILE: filepath } = variables;
  const { CONFIG_PREFIX_SEPARATOR, loadSharedConfigFiles } = await import('@smithy/shared-ini-file-loader');
  const { configFile, credentialsFile } = await loadSharedConfigFiles({
    ignoreCache: true,
    ...(configFilepath && { configFilepath }),
    ...(filepath && { filepath }),
  });
  const isSection = (section: string) => section.includes(CONFIG_PREFIX_SEPARATOR);
  const names = [...new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)])].filter(
    (section) => !isSection(section),
  );
  if (!names.includes(name)) {
    const expected = names.length > 0 ? `one of: ${names.toSorted().join(', ')}` : 'a profile; the AWS CLI has none';
    throw new OnboardingError('usage', `profile: got ${JSON.stringify(name)}, expected ${expected}`);
  }
  const settings: Settings = { ...credentialsFile[name], ...configFile[name] };
  if (settings.ignore_configured_endpoint_urls === 'true') return { name, serviceEndpoints: {} };
  const services = configFile[['services', settings.services ?? ''].join(CONFIG_PREFIX_SEPARATOR)] ?? {};
  const suffix = `${CONFIG_PREFIX_SEPARATOR}endpoint_url`;
  return {
    name,
    ...(settings.endpoint_url && { endpointUrl: settings.endpoint_url }),
    serviceEndpoints: Object.fromEntries(
      Object.entries(services).flatMap(([key, url]) =>
        key.endsWith(suffix) && url ? [[key.slice(0, -suffix.length), url]] : [],
      ),
    ),
  };
}
