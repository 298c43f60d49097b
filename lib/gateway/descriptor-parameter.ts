import { documentMembers } from '../../lambda/authorizer/contract';
import { Stack } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { ParameterTier, StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { GatewayConfig, RouteConfig } from '../config/environment';
import { PACKAGE_VERSION } from '../package-root';
import { APS_METHODS } from '../aps-methods';
import { tierPriorities } from '../config/shedding-config';
import { descriptorParameterName, type GatewayDescriptor, type GatewayRoute } from '../descriptor';
import { failureRuleName, STAGE_NAME } from './names';
import type { OAuthAuthorizer } from './authorizer/oauth-authorizer';

export interface DescriptorOptions {
  readonly environment: string;
  readonly gateway: GatewayConfig;
  readonly url: string;
  readonly dnsTargets: Readonly<Record<string, string>>;
  readonly usagePlans: Readonly<Record<string, string>>;
  /** The second is for the internal audience of a gateway that has both. */
  readonly apis: readonly [RestApi, ...RestApi[]];
  readonly privateDomains: Readonly<Record<string, string>>;
  readonly oauth: OAuthAuthorizer;
  readonly accessLog: LogGroup;
  readonly encryptionKey: IKey | undefined;
}

/** Capacity of a parameter (Systems Manager, "Parameter tiers"), less a reserve for ids that are longer than their tokens. */
const MOST_BYTES = 8192 - 512;

/** A gateway serves more resellers, or has more tiers, than its descriptor can hold. */
export class DescriptorSizeError extends Error {
  override readonly name = 'DescriptorSizeError';
}

/**
 * Publishes the descriptor of a gateway, from which the aps-gateway command learns about it.
 *
 * @throws DescriptorSizeError if it does not fit into a parameter
 */
export function publishDescriptor(scope: Construct, options: DescriptorOptions): void {
  const { environment, gateway, url, dnsTargets, usagePlans, oauth, accessLog, encryptionKey } = options;
  const [api, internalApi] = options.apis;
  const retiredTiers = Object.keys(gateway.tiers).filter((name) => gateway.tiers[name]?.retired);
  const resellerMeteredTiers = Object.keys(gateway.tiers).filter((name) => gateway.tiers[name]?.meteredBy);
  const descriptor: GatewayDescriptor = {
    version: resellerMeteredTiers.length > 0 ? 2 : 1,
    packageVersion: PACKAGE_VERSION,
    environment,
    resellerId: gateway.resellerId,
    serves: gateway.serves,
    url,
    ...(Object.keys(dnsTargets).length > 0 && { dnsTargets }),
    restApiId: api.restApiId,
    ...(gateway.audience !== 'external' && {
      audience: gateway.audience,
      vpcEndpoints: gateway.vpcEndpoints.map(({ id }) => id),
    }),
    ...(internalApi && { internalApiId: internalApi.restApiId }),
    ...(Object.keys(options.privateDomains).length > 0 && { privateDomains: options.privateDomains }),
    stage: STAGE_NAME,
    usagePlans,
    ...(Object.keys(gateway.narrowedTiers).length > 0 && { narrowedTiers: gateway.narrowedTiers }),
    ...(retiredTiers.length > 0 && { retiredTiers }),
    ...(resellerMeteredTiers.length > 0 && { resellerMeteredTiers }),
    ...(gateway.operationGroups && { operationGroups: levelsOf(gateway.operationGroups) }),
    ...(gateway.shedding && { priorities: tierPriorities(gateway.tiers) }),
    ...(gateway.oauth.bearer && { authentication: gateway.oauth.bearer.schemes }),
    signatureMethods: gateway.oauth.signatureMethods,
    mutualTls: gateway.mutualTls !== undefined,
    documentMembers: documentMembers(gateway.oauth.bearer !== undefined),
    authorizerFunction: oauth.function.functionName,
    nonceTable: oauth.nonces.table.tableName,
    ...(gateway.alarms?.failedAttempts && { failureRule: failureRuleName(environment, gateway.resellerId) }),
    ...(oauth.lockout && { lockoutTable: oauth.lockout.table.tableName }),
    accessLogGroup: accessLog.logGroupName,
    ...(encryptionKey && { credentialsKeyArn: encryptionKey.keyArn }),
  };
  const withRoutes = { ...descriptor, routes: gateway.routes.map(routeOf) };
  const bytes = bytesOf(descriptor);
  if (bytes > MOST_BYTES) {
    throw new DescriptorSizeError(
      `The descriptor of the gateway of ${gateway.resellerId} has about ${bytes} bytes, expected at most ${MOST_BYTES}: it serves ${gateway.serves.length} resellers on ${Object.keys(usagePlans).length} tiers. Give some of them gateways of their own.`,
    );
  }
  new StringParameter(scope, 'Descriptor', {
    parameterName: descriptorParameterName(environment, gateway.resellerId),
    description: `Gateway of ${gateway.resellerId}, for the aps-gateway command`,
    // Standard, and free, up to 4 KB.
    tier: ParameterTier.INTELLIGENT_TIERING,
    // The command uses the routes for checks only, and works without them.
    stringValue: Stack.of(scope).toJsonString(bytesOf(withRoutes) > MOST_BYTES ? descriptor : withRoutes),
  });
}

function routeOf({ path, methods, brandEndpoint }: RouteConfig): GatewayRoute {
  const isDefault = methods.length === APS_METHODS.length && APS_METHODS.every((method) => methods.includes(method));
  return { path, ...(!isDefault && { methods }), ...(brandEndpoint && { brandEndpoint }) };
}

function levelsOf(groups: NonNullable<GatewayConfig['operationGroups']>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(groups).map(([name, { level }]) => [name, level]));
}

function bytesOf(descriptor: GatewayDescriptor): number {
  return Buffer.byteLength(JSON.stringify(descriptor));
}
