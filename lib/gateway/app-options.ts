import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppProps } from 'aws-cdk-lib';
import { IS_INSTALLED, PACKAGE_ROOT } from '../package-root';

/**
 * Options of every app that synthesizes gateways. `cdk.json` may not hold these keys. Without a stack trace for each
 * construct, synthesis takes a fifth less time; the traces would point into this package, not at a provider's YAML.
 */
export const APP_OPTIONS = {
  treeMetadata: false,
  analyticsReporting: false,
  context: {
    'aws:cdk:disable-creation-stack-traces': true,
    'aws:cdk:disable-stack-trace': true,
    'aws:cdk:disable-logicalId-metadata': true,
  },
} as const satisfies AppProps;

/** Returns the options of an app that runs without the `cdk` command, which would add the feature flags of `cdk.json`. */
export function standaloneAppOptions(): AppProps {
  const { context = {} } = JSON.parse(readFileSync(cdkJson(), 'utf8')) as {
    readonly context?: Record<string, unknown>;
  };
  return { ...APP_OPTIONS, context: { ...context, ...APP_OPTIONS.context } };
}

/** The file of the app that uses the installed package, otherwise that of this package. */
function cdkJson(): string {
  return IS_INSTALLED && existsSync('cdk.json') ? 'cdk.json' : join(PACKAGE_ROOT, 'cdk.json');
}
