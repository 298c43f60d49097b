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
  readonly authorizerFunction: string;
  readonly nonceTable: string;
  readonly accessLogGroup: string;
  /** KMS key of the gateway's credentials secrets; AWS's own for Secrets Manager when absent. */
  readonly credentialsKeyArn?: string;
}

/** Path below which every gateway of an environment is published. */
export function descriptorPath(environment: string): string {
  return `/aps-gateway/${environment}/gateways`;
}

/** Name of the SSM parameter that holds the descriptor of a reseller's gateway. */
export function descriptorParameterName(environment: string, resellerId: string): string {
  return `${descriptorPath(environment)}/${resellerId}`;
}

/** Tag of every API key and credentials secret, by which operators are let near those of an environment alone. */
export const ENVIRONMENT_TAG = 'aps-gateway:environment';
