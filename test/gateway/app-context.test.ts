import { AppContextError, readAppContext } from '../../lib/gateway/app-context';

test("the app's options are read from the context, which also has keys of the CDK", () => {
  expect(
    readAppContext({
      config: '/etc/gateways',
      environment: 'production',
      resellers: 'alpha, bravo,',
      'cli-telemetry': false,
      'aws:cdk:bundling-stacks': ['**'],
      '@aws-cdk/core:target-partitions': ['aws'],
      'availability-zones:account=111122223333:region=eu-west-1': ['eu-west-1a'],
    }),
  ).toEqual({ config: '/etc/gateways', environment: 'production', resellers: ['alpha', 'bravo'] });
});

test('absent keys are left out', () => expect(readAppContext({})).toEqual({}));

test.each([
  ['resellers', '', 'ids of resellers, joined by commas'],
  ['resellers', ' , ', 'ids of resellers, joined by commas'],
  ['resellers', ['alpha'], 'ids of resellers, joined by commas'],
  ['environment', '', 'the name of a folder below config/'],
  ['config', '', 'the folder of the environments'],
])('%s may not be %j', (key, value, expected) => {
  expect(() => readAppContext({ [key]: value })).toThrow(
    new AppContextError(`The context key ${key} is ${JSON.stringify(value)}; expected ${expected}, or leave it out`),
  );
});

test.each([
  ['resellrs', 'resellers'],
  ['reseller', 'resellers'],
  ['Resellers', 'resellers'],
  ['enviroment', 'environment'],
  ['env', 'environment'],
  ['confg', 'config'],
])('%s is refused, as %s may be meant', (key, meant) => {
  expect(() => readAppContext({ [key]: 'alpha' })).toThrow(
    new AppContextError(`Unknown context key ${JSON.stringify(key)}; did you mean ${meant}?`),
  );
});
