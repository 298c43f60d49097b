/**
 * What a reseller's stack publishes about its gateway: one SSM parameter with this JSON document. The CLI learns
 * every id from it.
 */
export interface GatewayDescriptor {
  readonly version: 1;
  readonly environment: string;
  /** The reseller whose gateway it is. */
  readonly resellerId: string;
  /** Every reseller that the gateway serves, its own first. */
  readonly serves: readonly string[];
  /** Value of the platform's system property *APS OAuth API Gateway URL*: scheme and host, no path. */
  readonly url: string;
  readonly restApiId: string;
  readonly stage: string;
  /** Usage plan id by tier. */
  readonly usagePlans: Readonly<Record<string, string>>;
  /** Tiers of those served resellers that may not use all of the gateway's; absent in older descriptors. */
  readonly narrowedTiers?: Readonly<Record<string, readonly string[]>>;
  /** What its consumers may sign with; absent in older descriptors. */
  readonly signatureMethods?: readonly string[];
  /** What reaches the UI nodes; absent in older descriptors, and where it would not fit. */
  readonly routes?: readonly GatewayRoute[];
  readonly authorizerFunction: string;
  readonly nonceTable: string;
  readonly accessLogGroup: string;
  /** KMS key of the gateway's credentials secrets; AWS's own for Secrets Manager when absent. */
  readonly credentialsKeyArn?: string;
}

/** A path, with everything below it, and the methods that are served there; all four when absent. */
export interface GatewayRoute {
  readonly path: string;
  readonly methods?: readonly string[];
}

/** Tiers that the consumers of a served reseller may be on, and whose usage plan is deployed. */
export function tiersOf({ usagePlans, narrowedTiers = {} }: GatewayDescriptor, reseller: string): readonly string[] {
  const all = Object.keys(usagePlans);
  const own = Object.hasOwn(narrowedTiers, reseller) ? narrowedTiers[reseller] : undefined;
  return own ? all.filter((tier) => own.includes(tier)) : all;
}

/** Path below which every gateway of an environment is published. */
export function descriptorPath(environment: string): string {
  return `/aps-gateway/${environment}/gateways`;
}

/** Name of the SSM parameter that holds the descriptor of a reseller's gateway. */
export function descriptorParameterName(environment: string, resellerId: string): string {
  return `${descriptorPath(environment)}/${resellerId}`;
}

/** Tag of every API key and credentials secret, by which onboarders are let near those of an environment alone. */
export const ENVIRONMENT_TAG = 'aps-gateway:environment';
