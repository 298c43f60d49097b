/**
 * Options of every app that synthesizes gateways. Without the stack trace of each construct a synthesis takes a fifth
 * less; such traces point at this package, where a provider's mistakes are in YAML. `cdk.json` may not hold these keys.
 */
export const APP_OPTIONS = {
  treeMetadata: false,
  analyticsReporting: false,
  context: {
    'aws:cdk:disable-creation-stack-traces': true,
    'aws:cdk:disable-stack-trace': true,
    'aws:cdk:disable-logicalId-metadata': true,
  },
} as const;
