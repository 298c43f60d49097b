import type { AwsClientConfig, AwsService } from '../../onboarding/adapters/service-config';
import type { CommonOptions } from '../context';
import type { CliIo } from '../io';
import { isLoopbackHost } from '../proxy';
import type { Profile } from './profile';

/** Enough attempts to outlast a busy control plane: about half a minute of backoff. */
const MAX_ATTEMPTS = 8;

/** The stand-ins of `npm start` do not check credentials; nothing leaves this machine. */
const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

const ENDPOINT_VARIABLES: Readonly<Record<AwsService, string>> = {
  acm: 'AWS_ENDPOINT_URL_ACM',
  apiGateway: 'AWS_ENDPOINT_URL_API_GATEWAY',
  apiGatewayV2: 'AWS_ENDPOINT_URL_APIGATEWAYV2',
  cloudFormation: 'AWS_ENDPOINT_URL_CLOUDFORMATION',
  cloudTrail: 'AWS_ENDPOINT_URL_CLOUDTRAIL',
  cloudWatch: 'AWS_ENDPOINT_URL_CLOUDWATCH',
  cloudWatchLogs: 'AWS_ENDPOINT_URL_CLOUDWATCH_LOGS',
  dynamoDb: 'AWS_ENDPOINT_URL_DYNAMODB',
  iam: 'AWS_ENDPOINT_URL_IAM',
  lambda: 'AWS_ENDPOINT_URL_LAMBDA',
  secretsManager: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
  ses: 'AWS_ENDPOINT_URL_SESV2',
  serviceQuotas: 'AWS_ENDPOINT_URL_SERVICE_QUOTAS',
  sns: 'AWS_ENDPOINT_URL_SNS',
  ssm: 'AWS_ENDPOINT_URL_SSM',
  sts: 'AWS_ENDPOINT_URL_STS',
};

type Variables = CliIo['environmentVariables'];

/** Returns the name of the profile to use; `undefined` leaves the default profile to the SDK. */
export function profileName({ profile }: CommonOptions, variables: Variables): string | undefined {
  return profile ?? (variables.AWS_PROFILE || undefined);
}

/**
 * Returns settings of the SDK clients from options, variables and a profile, in the AWS CLI's order of precedence. The
 * rest, such as a profile's region, is left to the SDK.
 */
export function awsClientConfig(options: CommonOptions, variables: Variables, profile?: Profile): AwsClientConfig {
  // The SDK knows AWS_REGION only.
  const region = options.region ?? (variables.AWS_REGION || variables.AWS_DEFAULT_REGION);
  const credentials = credentialsOf(options, variables);
  return {
    maxAttempts: MAX_ATTEMPTS,
    endpoints: endpoints(options, variables, profile),
    ...(profile && { profile: profile.name }),
    ...(region && { region }),
    ...(credentials && { credentials }),
  };
}

/** The endpoint of every service that has none of its own. */
export function commonEndpoint({ endpointUrl }: CommonOptions, variables: Variables): string | undefined {
  return endpointUrl ?? (ignoresEndpointVariables(variables) ? undefined : variables.AWS_ENDPOINT_URL || undefined);
}

/** Tests whether a URL points to this machine. */
export function isLoopback(url: string | undefined): boolean {
  return url !== undefined && URL.canParse(url) && isLoopbackHost(new URL(url).hostname);
}

function endpoints(options: CommonOptions, variables: Variables, profile?: Profile): AwsClientConfig['endpoints'] {
  const common = commonEndpoint(options, variables);
  const configured = options.endpointUrl === undefined && !ignoresEndpointVariables(variables);
  const entries = Object.entries(ENDPOINT_VARIABLES).flatMap(([service, variable]) => {
    const name = variable.replace('AWS_ENDPOINT_URL_', '').toLowerCase();
    const ofProfile = configured ? (profile?.serviceEndpoints[name] ?? profile?.endpointUrl) : undefined;
    const url = (configured && variables[variable]) || common || ofProfile;
    return url === undefined ? [] : [[service, url] as const];
  });
  return Object.fromEntries(entries);
}

function ignoresEndpointVariables({ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: ignored }: Variables): boolean {
  return ignored === 'true';
}

/** Returns the credentials from the variables or those of the stand-ins; `undefined` if a profile provides them. */
function credentialsOf(options: CommonOptions, variables: Variables): AwsClientConfig['credentials'] {
  if (options.profile !== undefined) return undefined;
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_PROFILE } = variables;
  if (AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY) {
    return {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
    };
  }
  const local = isLoopback(commonEndpoint(options, variables)) && !AWS_ACCESS_KEY_ID && !AWS_PROFILE;
  return local ? LOCAL_CREDENTIALS : undefined;
}
