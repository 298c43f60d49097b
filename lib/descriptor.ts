/** The JSON document that a reseller's stack publishes in an SSM parameter. The CLI reads every id from it. */
export interface GatewayDescriptor {
  /**
   * 2 if a tier is metered by reseller: a command that does not know shared API keys would disable or delete one together
   * with a consumer, so it must not work on this gateway. Otherwise 1.
   */
  readonly version: 1 | 2;
  /** Version of this package that made the stack; absent in older descriptors. */
  readonly packageVersion?: string;
  readonly environment: string;
  /** The reseller that owns the gateway. */
  readonly resellerId: string;
  /** Every reseller that the gateway serves, its owner first. */
  readonly serves: readonly string[];
  /** Value of the platform's system property *APS OAuth API Gateway URL*: scheme and host, no path. */
  readonly url: string;
  /** Target of the CNAME record by domain, for domains without a declared zone; absent in older descriptors. */
  readonly dnsTargets?: Readonly<Record<string, string>>;
  /** The gateway's API; for both audiences, the one on the internet. */
  readonly restApiId: string;
  /** Networks from which the gateway is called; absent in older descriptors, and if it is only the internet. */
  readonly audience?: 'internal' | 'both';
  /** Ids of the VPC endpoints through which an internal audience calls; present with an audience. */
  readonly vpcEndpoints?: readonly string[];
  /** The second API of a gateway for both audiences, which answers through the VPC endpoints. */
  readonly internalApiId?: string;
  /** Id by private domain, which distinguishes it from others of the same name; absent if there are none. */
  readonly privateDomains?: Readonly<Record<string, string>>;
  readonly stage: string;
  /** Usage plan id by tier. */
  readonly usagePlans: Readonly<Record<string, string>>;
  /** Tiers by served reseller, for resellers with fewer tiers than the gateway; absent in older descriptors. */
  readonly narrowedTiers?: Readonly<Record<string, readonly string[]>>;
  /** Tiers that accept no new consumers; absent in older descriptors, and if there are none. */
  readonly retiredTiers?: readonly string[];
  /** Tiers whose limits all consumers of a reseller share; absent in older descriptors, and if there are none. */
  readonly resellerMeteredTiers?: readonly string[];
  /** Security level by operation group; absent in older descriptors, and if there are none. */
  readonly operationGroups?: Readonly<Record<string, string>>;
  /** Priority by tier, unless it is the default; absent in older descriptors, and if the gateway does not shed load. */
  readonly priorities?: Readonly<Record<string, number>>;
  /** Schemes of authentication that the gateway accepts; absent if it accepts only oauth1. */
  readonly authentication?: readonly string[];
  /** Signature methods that the gateway accepts; absent in older descriptors. */
  readonly signatureMethods?: readonly string[];
  /** True if clients must present a certificate; absent in older descriptors. */
  readonly mutualTls?: boolean;
  /** Routes to the UI nodes; absent in older descriptors, and if they do not fit into the parameter. */
  readonly routes?: readonly GatewayRoute[];
  /**
   * Optional members of a credentials document that the authorizer knows, such as `rules.operations`; absent in older
   * descriptors.
   */
  readonly documentMembers?: readonly string[];
  readonly authorizerFunction: string;
  readonly nonceTable: string;
  /** Table of failed attempts; absent in older descriptors, and without a lockout. */
  readonly lockoutTable?: string;
  /** Contributor Insights rule of failed attempts; absent in older descriptors, and without `alarms.failedAttempts`. */
  readonly failureRule?: string;
  readonly accessLogGroup: string;
  /** KMS key of the gateway's credentials secrets; the key managed by AWS when absent. */
  readonly credentialsKeyArn?: string;
}

/** A path including everything below it, and its methods; all except HEAD when absent. */
export interface GatewayRoute {
  readonly path: string;
  readonly methods?: readonly string[];
  /** HTTPS origin of UI nodes of its own; those of the gateway when absent. */
  readonly brandEndpoint?: string;
}

/** Returns the ids of all APIs of a gateway. */
export function apiIdsOf({ restApiId, internalApiId }: GatewayDescriptor): readonly string[] {
  return internalApiId === undefined ? [restApiId] : [restApiId, internalApiId];
}

/** Returns the tiers that are available to the consumers of a served reseller and have a usage plan. */
export function tiersOf({ usagePlans, narrowedTiers = {} }: GatewayDescriptor, reseller: string): readonly string[] {
  const all = Object.keys(usagePlans);
  const own = Object.hasOwn(narrowedTiers, reseller) ? narrowedTiers[reseller] : undefined;
  return own ? all.filter((tier) => own.includes(tier)) : all;
}

/** Returns the tiers of a served reseller that accept new consumers: those that are not retired. */
export function openTiersOf(gateway: GatewayDescriptor, reseller: string): readonly string[] {
  return tiersOf(gateway, reseller).filter((tier) => !gateway.retiredTiers?.includes(tier));
}

/** Tests whether all consumers of a reseller share the limits of a tier. */
export function isMeteredByReseller({ resellerMeteredTiers = [] }: GatewayDescriptor, tier: string): boolean {
  return resellerMeteredTiers.includes(tier);
}

/** Returns the schemes of authentication that a gateway accepts. */
export function schemesOf({
  authentication = ['oauth1'],
}: Pick<GatewayDescriptor, 'authentication'>): readonly string[] {
  return authentication;
}

/** Members that every function knew before descriptors listed them. */
const FIRST_DOCUMENT_MEMBERS: readonly string[] = [
  'rules.validFrom',
  'rules.validUntil',
  'rules.serviceHours',
  'rules.sourceIps',
  'rules.clientCertificates',
  'rules.operations',
  'rules.signatureMethods',
];

/** Returns the optional members of a credentials document that the authorizer of a gateway does not know. */
export function unknownMembers(
  { documentMembers = FIRST_DOCUMENT_MEMBERS }: Pick<GatewayDescriptor, 'documentMembers'>,
  members: readonly string[],
): readonly string[] {
  return members.filter((member) => !documentMembers.includes(member));
}

/** Returns the name of the authorizer's log group, which is next to that of the access log. */
export function authorizerLogGroup({ accessLogGroup }: Pick<GatewayDescriptor, 'accessLogGroup'>): string {
  return accessLogGroup.replace(/access$/, 'authorizer');
}

/** Returns the name of the forwarder's log group. A gateway without a forwarder has none. */
export function forwarderLogGroup({ accessLogGroup }: Pick<GatewayDescriptor, 'accessLogGroup'>): string {
  return accessLogGroup.replace(/access$/, 'forwarder');
}

/** Returns the path of the SSM parameters of all gateways of an environment. */
export function descriptorPath(environment: string): string {
  return `/aps-gateway/${environment}/gateways`;
}

/** Returns the name of the SSM parameter with the descriptor of a reseller's gateway. */
export function descriptorParameterName(environment: string, resellerId: string): string {
  return `${descriptorPath(environment)}/${resellerId}`;
}

/** Returns the path of the SSM parameters with the last verification of each gateway of an environment. */
export function verificationPath(environment: string): string {
  return `/aps-gateway/${environment}/verifications`;
}

/** Returns the name of the SSM parameter with the last verification of a reseller's gateway. */
export function verificationParameterName(environment: string, resellerId: string): string {
  return `${verificationPath(environment)}/${resellerId}`;
}

/** Tag of every resource of a gateway, and of its consumers' API keys and credentials secrets, for the allocation of costs. */
export const RESELLER_TAG = 'aps-gateway:reseller';

/** Tag of every API key and credentials secret; IAM policies use it to limit onboarders to one environment. */
export const ENVIRONMENT_TAG = 'aps-gateway:environment';
