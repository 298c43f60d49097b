import { join, resolve } from 'node:path';

import { App } from 'aws-cdk-lib';

import { loadEnvironment } from '../../config/load-environment';
import { ConfigError, folderProblem } from '../../config/problem';
import { addEnvironment } from '../../gateway/add-environment';
import { IS_INSTALLED, PACKAGE_ROOT } from '../../package-root';
import { standaloneAppOptions } from '../../gateway/app-options';
import {
  buildAuthorizer,
  buildBearerAuthorizer,
  buildBrakesAuthorizer,
  DEBUGGABLE,
} from '../../gateway/authorizer/authorizer-code';
import { buildForwarder } from '../../gateway/ui-nodes/forwarder-code';

/** Folder with one folder of YAML files for each environment, as the CDK app reads it. */
export const DEFAULT_CONFIG_ROOT = IS_INSTALLED ? resolve('config') : join(PACKAGE_ROOT, 'config');

/**
 * Synthesizes an environment into a folder, with the same feature flags as `cdk synth` and newly bundled functions.
 * With `debug`, the authorizer's bundle has source maps and is not minified.
 * @throws ConfigError for files that are invalid or declare no gateway
 */
export function synthesizeEnvironment(
  configRoot: string,
  environment: string,
  directory: string,
  debug = false,
): string {
  const config = loadEnvironment(configRoot, environment);
  if (config.gateways.length === 0) {
    const folder = join(configRoot, environment, 'resellers');
    const allowed = `one reseller or more; add one with: npx aps-gateway reseller add RESELLER --display-name TEXT`;
    throw new ConfigError([folderProblem(folder, 'declares no reseller', allowed)]);
  }
  const app = new App({
    ...standaloneAppOptions(),
    outdir: join(directory, 'cdk.out'),
    // `cdk synth` and the tests validate. Starting should take a second or two.
    builtinCloudFormationValidation: false,
  });
  const overrides = debug ? DEBUGGABLE : {};
  addEnvironment(app, config, {
    authorizerCode: () => buildAuthorizer(join(directory, 'authorizer'), overrides),
    brakesAuthorizerCode: () => buildBrakesAuthorizer(join(directory, 'brakes-authorizer'), overrides),
    bearerAuthorizerCode: () => buildBearerAuthorizer(join(directory, 'bearer-authorizer'), overrides),
    forwarderCode: () => buildForwarder(join(directory, 'forwarder')),
  });
  return app.synth().directory;
}
