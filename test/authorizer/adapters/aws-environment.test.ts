import { readAwsEnvironment } from '../../../lambda/authorizer/adapters/aws-environment';
import { SETTINGS } from '../../../lambda/authorizer/contract';

const OF_LAMBDA = {
  AWS_REGION: 'cn-north-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI',
  [SETTINGS.secretsManagerHost]: 'secretsmanager.cn-north-1.amazonaws.com.cn',
  [SETTINGS.dynamodbHost]: 'dynamodb-fips.cn-north-1.api.amazonwebservices.com.cn',
};
const endpointsOf = (variables: Record<string, string>) => {
  const { secretsmanager, dynamodb } = readAwsEnvironment({ ...OF_LAMBDA, ...variables }).endpoints;
  return [secretsmanager.href, dynamodb.href];
};

test('the services are at the hosts that the stack names', () => {
  expect(endpointsOf({})).toEqual([
    'https://secretsmanager.cn-north-1.amazonaws.com.cn/',
    'https://dynamodb-fips.cn-north-1.api.amazonwebservices.com.cn/',
  ]);
});

test('AWS_ENDPOINT_URL moves both services', () => {
  expect(endpointsOf({ AWS_ENDPOINT_URL: 'http://127.0.0.1:4566/' })).toEqual([
    'http://127.0.0.1:4566/',
    'http://127.0.0.1:4566/',
  ]);
});

test('the variable of a service goes before the one of all', () => {
  const variables = {
    AWS_ENDPOINT_URL: 'http://127.0.0.1:4566/',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: 'https://vpce-1.secretsmanager.example/base',
    AWS_ENDPOINT_URL_DYNAMODB: '',
  };
  expect(endpointsOf(variables)).toEqual(['https://vpce-1.secretsmanager.example/base', 'http://127.0.0.1:4566/']);
});

test.each([
  [{ AWS_ENDPOINT_URL: 'localhost:4566' }, 'AWS_ENDPOINT_URL is "localhost:4566", expected an http or https URL'],
  [{ AWS_ENDPOINT_URL_DYNAMODB: 'ftp://x/' }, 'AWS_ENDPOINT_URL_DYNAMODB is "ftp://x/", expected an http or https URL'],
  [{ [SETTINGS.dynamodbHost]: '' }, `${SETTINGS.dynamodbHost} is "", expected the host of the service`],
  [{ AWS_REGION: '' }, 'AWS_REGION is missing, expected the region of the function'],
])('refuses %j', (variables, message) => {
  expect(() => endpointsOf(variables)).toThrow(message);
});

test('credentials are those of the moment, with their session token', () => {
  const variables: Record<string, string> = { ...OF_LAMBDA };
  const { credentials } = readAwsEnvironment(variables);
  const before = credentials();
  variables['AWS_ACCESS_KEY_ID'] = 'ASIARENEWED';
  variables['AWS_SESSION_TOKEN'] = 'token';
  expect([before, credentials()]).toEqual([
    { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI' },
    { accessKeyId: 'ASIARENEWED', secretAccessKey: 'wJalrXUtnFEMI', sessionToken: 'token' },
  ]);
});

test('without credentials a call fails by that name', () => {
  const { credentials } = readAwsEnvironment({ ...OF_LAMBDA, AWS_SECRET_ACCESS_KEY: '' });
  expect(credentials).toThrow(expect.objectContaining({ name: 'MissingCredentials' }));
});
