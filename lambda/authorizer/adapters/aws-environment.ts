import { SETTINGS } from '../contract';
import { SettingsError } from '../settings';

/** Endpoints and credentials with which the function calls AWS. */
export interface AwsEnvironment<Service extends string = AwsService> {
  readonly region: string;
  readonly endpoints: Readonly<Record<Service, URL>>;
  /** Reads the current credentials; called for every attempt, because Lambda may renew them. */
  readonly credentials: () => AwsCredentials;
}

/** The services that the function calls, by the name that signs for them (Service Authorization Reference). */
export type AwsService = 'secretsmanager' | 'dynamodb';

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads the region that Lambda sets and the service hosts that the stack sets. The variables
 * `AWS_ENDPOINT_URL_<SERVICE>` and `AWS_ENDPOINT_URL` override a host (AWS SDKs reference guide, "Service-specific
 * endpoints").
 *
 * @throws SettingsError when a variable is missing or invalid
 */
export function readAwsEnvironment(variables: Variables): AwsEnvironment {
  const region = variables.AWS_REGION;
  if (!region) throw new SettingsError('AWS_REGION is missing, expected the region of the function');
  return {
    region,
    endpoints: {
      secretsmanager: readEndpoint(variables, 'AWS_ENDPOINT_URL_SECRETS_MANAGER', SETTINGS.secretsManagerHost),
      dynamodb: readEndpoint(variables, 'AWS_ENDPOINT_URL_DYNAMODB', SETTINGS.dynamodbHost),
    },
    credentials: () => readCredentials(variables),
  };
}

/**
 * Reads the endpoint of a service.
 *
 * @param ofService name of the variable that overrides it
 * @param ofHost name of the variable with the service's host
 * @throws SettingsError
 */
export function readEndpoint(variables: Variables, ofService: string, ofHost: string): URL {
  const override = [ofService, 'AWS_ENDPOINT_URL'].find((name) => variables[name]);
  const text = override ? variables[override]! : `https://${variables[ofHost] ?? ''}`;
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text);
  throw new SettingsError(
    override
      ? `${override} is "${text}", expected an http or https URL`
      : `${ofHost} is "${variables[ofHost] ?? ''}", expected the host of the service`,
  );
}

/** @throws MissingCredentialsError */
export function readCredentials({
  AWS_ACCESS_KEY_ID,
  AWS_SECRET_ACCESS_KEY,
  AWS_SESSION_TOKEN,
}: Variables): AwsCredentials {
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) throw new MissingCredentialsError();
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  };
}

class MissingCredentialsError extends Error {
  override readonly name = 'MissingCredentials';
}
