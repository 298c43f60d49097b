/** The CDK app: one platform stack and one stack for each reseller with a gateway. */
import { resolve } from 'node:path';
import { App } from 'aws-cdk-lib';
import { loadEnvironment } from '../lib/config/load-environment';
import { ConfigError } from '../lib/config/problem';
import { addEnvironment, UnknownResellerError } from '../lib/gateway/add-environment';
import { AppContextError, readAppContext } from '../lib/gateway/app-context';
import { APP_OPTIONS } from '../lib/gateway/app-options';
import { DescriptorSizeError } from '../lib/gateway/descriptor-parameter';
import { chosenEnvironment } from '../lib/identifiers';

const app = new App(APP_OPTIONS);

try {
  const context = readAppContext(app.node.getAllContext() as Record<string, unknown>);
  // Providers may keep their configuration outside this package.
  const configRoot = resolve(context.config ?? 'config');
  const config = loadEnvironment(configRoot, chosenEnvironment(context.environment, process.env));
  addEnvironment(app, config, {
    ...(context.resellers && { resellers: context.resellers }),
  });
} catch (error) {
  const expected = [AppContextError, ConfigError, DescriptorSizeError, UnknownResellerError];
  if (!(error instanceof Error && expected.some((kind) => error instanceof kind))) throw error;
  console.error(error.message);
  // Exits immediately: otherwise the app would still write the stacks made so far.
  process.exit(1);
}
