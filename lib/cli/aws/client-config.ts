import type { AwsClientConfig, AwsService } from '../../onboarding/adapters/service-config';
import type { CommonOptions } from '../context';
import type { CliIo } from '../io';

/** Enough attempts to outlast a control plane that others keep busy: about half a minute of backing off. */
const MAX_ATTEMPTS = 8;

/** The stand-ins of `npm start` do not check credentials; nothing leaves this machine. */
const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

const ENDPOINT_VARIABLES: Readonly<Record<AwsService, string>> = {
  apiGateway: 'AWS_ENDPOINT_URL_API_GATEWAY',
  apiGatewayV2: 'AWS_ENDPOINT_URL_APIGATEWAYV2',
  iam: 'AWS_ENDPOINT_URL_IAM',
  lambda: 'AWS_ENDPOINT_URL_LAMBDA',
  secretsManager: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
  serviceQuotas: 'AWS_ENDPOINT_URL_SERVICE_QUOTAS',
  sns: 'AWS_ENDPOINT_URL_SNS',
  ssm: 'AWS_ENDPOINT_URL_SSM',
  sts: 'AWS_ENDPOINT_URL_STS',
};

type Variables = CliIo['environmentVariables'];

/**
 * Settings of the SDK clients from options and variables, in the AWS CLI's order of precedence. The rest, such as a
 * profile's own settings, is left to the SDK.
 */
export function awsClientConfig(options: CommonOptions, variables: Variables): AwsClientConfig {
  const profile = options.profile ?? (variables.AWS_PROFILE || undefined);
  // The SDK knows AWS_REGION only.
  const region = options.region ?? (variables.AWS_REGION || variables.AWS_DEFAULT_REGION);
  const credentials = profile === undefined ? credentialsOf(variables, commonEndpoint(options, variables)) : undefined;
  return {
    maxAttempts: MAX_ATTEMPTS,
    endpoints: endpoints(options, variables),
    ...(profile !== undefined && { profile }),
    ...(region && { region }),
    ...(credentials && { credentials }),
  };
}

/** The endpoint of every service that has none of its own. */
export function commonEndpoint({ endpointUrl }: CommonOptions, variables: Variables): string | undefined {
  return endpointUrl ?? (ignoresEndpointVariables(variables) ? undefined : variables.AWS_ENDPOINT_URL || undefined);
}

/** Tells a URL of this machine from all others. */
export function isLoopback(url: string | undefined): boolean {
  if (url === undefined || !URL.canParse(url)) return false;
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}

function endpoints(options: CommonOptions, variables: Variables): AwsClientConfig['endpoints'] {
  const common = commonEndpoint(options, variables);
  const ownEndpoints = options.endpointUrl === undefined && !ignoresEndpointVariables(variables);
  const entries = Object.entries(ENDPOINT_VARIABLES).flatMap(([service, variable]) => {
    const url = (ownEndpoints && variables[variable]) || common;
    return url === undefined ? [] : [[service, url] as const];
  });
  return Object.fromEntries(entries);
}

function ignoresEndpointVariables({ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: ignored }: Variables): boolean {
  return ignored === 'true';
}

function credentialsOf(variables: Variables, endpoint: string | undefined): AwsClientConfig['credentials'] {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = variables;
  if (AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY) {
    return {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
    };
  }
  return isLoopback(endpoint) && !AWS_ACCESS_KEY_ID ? LOCAL_CREDENTIALS : undefined;
}
