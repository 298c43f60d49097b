import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { loadEnvironment } from '../../../lib/config/load-environment';
import { standaloneAppOptions } from '../../../lib/gateway/app-options';
import { addStacks } from '../support/synthesis';

const ROOT = join(__dirname, '../../..');
const ENVIRONMENTS = [
  ['config', 'lab'],
  ['config', 'production'],
  ['test/support/environments', 'everything'],
] as const;
beforeAll(() => {
  process.env['CDK_VALIDATION'] = 'true';
});

function strictApp(): App {
  const options = standaloneAppOptions();
  return new App({ ...options, context: { ...options.context, '@aws-cdk/core:strictCfnValidateErrors': true } });
}

// One app for all: the validator takes seconds to start, and milliseconds for a template.
test('the samples, and an environment with every option, synthesize without a finding of the strict validation', () => {
  const app = strictApp();
  for (const [folder, environment] of ENVIRONMENTS) addStacks(app, loadEnvironment(join(ROOT, folder), environment));
  const { directory, stacks } = app.synth();
  expect(stacks.length).toBeGreaterThan(ENVIRONMENTS.length);
  const report = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')) as object;
  expect(report).toMatchObject({ pluginReports: [] });
});

test('a resource that the strict validation finds invalid fails the synthesis', () => {
  const app = strictApp();
  new CfnResource(new Stack(app, 'aps-gateway-lab-platform'), 'Table', { type: 'AWS::SSM::Parameter', properties: {} });
  expect(() => app.synth()).toThrow("'Type' is a required property");
});
