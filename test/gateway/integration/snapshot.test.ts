import { join } from 'node:path';
import { version } from '../../../package.json';
import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { loadEnvironment } from '../../../lib/config/load-environment';
import { appOf } from '../support/synthesis';

/** Hashes of bundled code change with every line of it, the version with every release; neither is about a template. */
const masked = (template: Template) =>
  JSON.parse(
    JSON.stringify(template.toJSON())
      .replace(/[0-9a-f]{64}(?=\.zip|\.json|")/g, '<asset hash>')
      .replace(`"packageVersion\\":\\"${version}\\"`, '"packageVersion\\":\\"<version>\\"'),
  ) as object;

/** One stack of each kind. */
test.each([
  ['lab', 'platform'],
  ['lab', 'beta'],
  ['production', 'platform'],
  ['production', 'northwind'],
  ['production', 'contoso'],
])('%s: %s is as before', (environment, name) => {
  const app = appOf(loadEnvironment(join(__dirname, '../../../config'), environment));
  const stack = app.node.findChild(`aps-gateway-${environment}-${name}`) as Stack;
  expect(masked(Template.fromStack(stack))).toMatchSnapshot();
});
