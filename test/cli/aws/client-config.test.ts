import { awsClientConfig, profileName } from '../../../lib/cli/aws/client-config';
import type { CommonOptions } from '../../../lib/cli/context';

const options = (given: Partial<CommonOptions> = {}): CommonOptions => ({ environment: 'lab', ...given });
const OWN_VARIABLES = [
  ['acm', 'AWS_ENDPOINT_URL_ACM'],
  ['apiGateway', 'AWS_ENDPOINT_URL_API_GATEWAY'],
  ['apiGatewayV2', 'AWS_ENDPOINT_URL_APIGATEWAYV2'],
  ['cloudFormation', 'AWS_ENDPOINT_URL_CLOUDFORMATION'],
  ['cloudTrail', 'AWS_ENDPOINT_URL_CLOUDTRAIL'],
  ['cloudWatch', 'AWS_ENDPOINT_URL_CLOUDWATCH'],
  ['cloudWatchLogs', 'AWS_ENDPOINT_URL_CLOUDWATCH_LOGS'],
  ['dynamoDb', 'AWS_ENDPOINT_URL_DYNAMODB'],
  ['iam', 'AWS_ENDPOINT_URL_IAM'],
  ['lambda', 'AWS_ENDPOINT_URL_LAMBDA'],
  ['secretsManager', 'AWS_ENDPOINT_URL_SECRETS_MANAGER'],
  ['serviceQuotas', 'AWS_ENDPOINT_URL_SERVICE_QUOTAS'],
  ['ses', 'AWS_ENDPOINT_URL_SESV2'],
  ['sns', 'AWS_ENDPOINT_URL_SNS'],
  ['ssm', 'AWS_ENDPOINT_URL_SSM'],
  ['sts', 'AWS_ENDPOINT_URL_STS'],
] as const;
const everywhere = (url: string) => Object.fromEntries(OWN_VARIABLES.map(([service]) => [service, url]));
const KEYS = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'key-of-the-variables' };

test('without options and variables everything except the attempts is left to the SDK', () => {
  expect(awsClientConfig(options(), {})).toEqual({ maxAttempts: 8, endpoints: {} });
});

test('--endpoint-url precedes the variables, including those of one service', () => {
  const variables = { AWS_ENDPOINT_URL: 'https://all.example', AWS_ENDPOINT_URL_SSM: 'https://ssm.example' };

  expect(awsClientConfig(options({ endpointUrl: 'https://option.example' }), variables).endpoints).toEqual(
    everywhere('https://option.example'),
  );
});

test('AWS_ENDPOINT_URL is that of every service', () => {
  expect(awsClientConfig(options(), { AWS_ENDPOINT_URL: 'https://all.example' }).endpoints).toEqual(
    everywhere('https://all.example'),
  );
});

test.each(OWN_VARIABLES)('the endpoint of %s is that of %s', (service, variable) => {
  const variables = { AWS_ENDPOINT_URL: 'https://all.example', [variable]: 'https://own.example' };

  expect(awsClientConfig(options(), variables).endpoints).toEqual({
    ...everywhere('https://all.example'),
    [service]: 'https://own.example',
  });
});

test('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS leaves all endpoints to the SDK', () => {
  const variables = {
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
    AWS_ENDPOINT_URL: 'https://all.example',
    AWS_ENDPOINT_URL_SSM: 'https://ssm.example',
  };

  expect(awsClientConfig(options(), variables).endpoints).toEqual({});
});

test('the credentials are those of the variables, with a session token', () => {
  expect(awsClientConfig(options(), { ...KEYS, AWS_SESSION_TOKEN: 'token' }).credentials).toEqual({
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'key-of-the-variables',
    sessionToken: 'token',
  });
});

const NORTH = { name: 'north', serviceEndpoints: {} };

test('--profile takes the place of credentials in variables', () => {
  const config = awsClientConfig(options({ profile: 'north' }), KEYS, NORTH);

  expect(config).toMatchObject({ profile: 'north' });
  expect(config).not.toHaveProperty('credentials');
});

test('credentials in variables go before those of AWS_PROFILE, as in the AWS CLI', () => {
  const config = awsClientConfig(options(), { ...KEYS, AWS_PROFILE: 'north' }, NORTH);

  expect(config).toMatchObject({ profile: 'north', credentials: { accessKeyId: 'AKIDEXAMPLE' } });
});

test.each([
  ['--profile', { profile: 'north' }, { AWS_PROFILE: 'south' }, 'north'],
  ['AWS_PROFILE', {}, { AWS_PROFILE: 'south' }, 'south'],
  ['nothing', {}, { AWS_PROFILE: '' }, undefined],
])('the profile is that of %s', (_name, given, variables, profile) => {
  expect(profileName(options(given), variables)).toBe(profile);
});

test('the endpoints of a profile come after those of options and variables', () => {
  const profile = {
    name: 'north',
    endpointUrl: 'https://all-of-profile.example',
    serviceEndpoints: { secrets_manager: 'https://secrets-of-profile.example' },
  };
  const endpointsWith = (variables: Readonly<Record<string, string>>, given = {}) =>
    awsClientConfig(options(given), variables, profile).endpoints;

  expect(endpointsWith({ AWS_ENDPOINT_URL_SSM: 'https://ssm.example' })).toEqual({
    ...everywhere('https://all-of-profile.example'),
    secretsManager: 'https://secrets-of-profile.example',
    ssm: 'https://ssm.example',
  });
  expect(endpointsWith({ AWS_ENDPOINT_URL: 'https://all.example' })).toEqual(everywhere('https://all.example'));
  expect(endpointsWith({}, { endpointUrl: 'https://option.example' })).toEqual(everywhere('https://option.example'));
  expect(endpointsWith({ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' })).toEqual({});
});

test('an endpoint on this machine needs no credentials', () => {
  expect(awsClientConfig(options({ endpointUrl: 'http://127.0.0.1:10442' }), {}).credentials).toEqual({
    accessKeyId: 'local',
    secretAccessKey: 'local',
  });
});
