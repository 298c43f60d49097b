import {
  type ConsumerRules,
  DEFAULT_PRIORITY,
  type LockoutLimits,
  type SignatureMethod,
} from '../../lambda/authorizer/contract';
import type { EnvironmentConfig, GatewayConfig, TierConfig } from '../config/environment';
import { acceptedSchemes } from '../config/oauth-config';
import { type OperationGroupConfig, usableGroups } from '../config/operation-groups';
import { type GatewayDescriptor, type GatewayRoute, isMeteredByReseller, openTiersOf } from '../descriptor';
import type { Brand } from './brand';

/** Everything that a kit says about one reseller, or one of its consumers. Never a secret. */
export interface KitModel {
  readonly brand: Brand;
  readonly reseller: { readonly id: string; readonly displayName: string };
  /** Display name of the environment. */
  readonly environment: string;
  /** Scheme and host, without a path. */
  readonly url: string;
  readonly consumer?: KitConsumer;
  /** Tiers that the consumer is on, or may be on. */
  readonly tiers: readonly KitTier[];
  /** Those that the consumer may use, the first of which the samples use. */
  readonly signatureMethods: readonly SignatureMethod[];
  readonly oauth: Pick<
    GatewayConfig['oauth'],
    'timestampWindowSeconds' | 'clockSkewSeconds' | 'allowedApsHeaders' | 'bearer'
  >;
  readonly routes: readonly GatewayRoute[];
  /** Operation groups of the gateway, by name. */
  readonly operationGroups: Readonly<Record<string, OperationGroupConfig>>;
  readonly uiNodes: Pick<GatewayConfig['uiNodes'], 'forwarding' | 'answers' | 'timeoutSeconds'>;
  readonly mutualTls: boolean;
  readonly audience: GatewayConfig['audience'];
  /** Ids of the VPC endpoints of an internal audience. */
  readonly vpcEndpoints: readonly string[];
  /** Failed attempts after which an address is locked out of a key. */
  readonly lockout?: LockoutLimits;
  /** Of every consumer of the gateway; empty if every address is allowed. */
  readonly allowedSourceIps: readonly string[];
  /** Day on which the kit was made, `YYYY-MM-DD`, UTC. */
  readonly madeOn: string;
}

/** A consumer, as its record describes it. */
export interface KitConsumer {
  readonly key: string;
  readonly displayName?: string;
  readonly tier: string;
  /** Of its bearer tokens; absent for a consumer that signs. */
  readonly subject?: string;
  readonly rules: ConsumerRules;
  /** End of its newest secret, ISO 8601. */
  readonly secretUntil?: string;
}

/** A tier's limits. */
export interface KitTier extends Pick<TierConfig, 'quota' | 'throttle' | 'methods'> {
  readonly name: string;
  /** True if all consumers of the reseller share the limits. */
  readonly shared: boolean;
  /** From 0, served longest, to 9; absent if the gateway does not shed load. */
  readonly priority?: number;
}

/** Sources of a kit's model. */
export interface KitFacts {
  readonly config: EnvironmentConfig;
  /** The deployed gateway that serves the reseller. */
  readonly gateway: GatewayDescriptor;
  readonly reseller: string;
  readonly consumer?: KitConsumer;
  readonly brand?: Brand;
  readonly now: Date;
}

/**
 * Makes the model of a kit: what is deployed where the descriptor says it, else what is declared.
 *
 * @returns the problem as text if the files no longer declare the reseller or its gateway
 */
export function kitModel({ config, gateway, reseller, consumer, brand, now }: KitFacts): KitModel | string {
  const declared = config.resellers.find(({ id }) => id === reseller);
  const owner = config.gateways.find(({ resellerId }) => resellerId === gateway.resellerId);
  if (!declared || !owner) return `Reseller ${reseller} is deployed, but the configuration does not declare it.`;
  const { displayName } = config.platform;
  const accepted = (gateway.signatureMethods as readonly SignatureMethod[] | undefined) ?? owner.oauth.signatureMethods;
  const mayUse = consumer?.rules.signatureMethods;
  return {
    brand: brand ?? { name: displayName, support: {} },
    reseller: { id: reseller, displayName: declared.displayName },
    environment: displayName,
    url: gateway.url,
    ...(consumer && { consumer }),
    tiers: (consumer ? [consumer.tier] : openTiersOf(gateway, reseller)).flatMap((name) => {
      const tier = declared.tiers[name] ?? owner.tiers[name];
      return tier ? [kitTier(name, tier, { gateway, sheds: owner.shedding !== undefined })] : [];
    }),
    signatureMethods: accepted.filter((method) => !mayUse || mayUse.includes(method)),
    oauth: owner.oauth,
    routes: gateway.routes ?? owner.routes,
    operationGroups: owner.operationGroups ?? {},
    uiNodes: owner.uiNodes,
    mutualTls: gateway.mutualTls ?? owner.mutualTls !== undefined,
    audience: owner.audience,
    vpcEndpoints: owner.vpcEndpoints.map(({ id }) => id),
    ...(owner.lockout && { lockout: owner.lockout }),
    allowedSourceIps: owner.allowedSourceIps,
    madeOn: now.toISOString().slice(0, 10),
  };
}

function kitTier(
  name: string,
  { quota, throttle, methods, priority = DEFAULT_PRIORITY }: TierConfig,
  { gateway, sheds }: { readonly gateway: GatewayDescriptor; readonly sheds: boolean },
): KitTier {
  return {
    name,
    throttle,
    methods,
    shared: isMeteredByReseller(gateway, name),
    ...(quota && { quota }),
    ...(sheds && { priority }),
  };
}

/** Host as the consumer calls it, with its port unless that is 443. */
export function hostOf({ url }: Pick<KitModel, 'url'>): string {
  return new URL(url).host;
}

/** Authentication of a kit's readers: a consumer in its own way, those of a reseller as the gateway accepts it. */
export function schemesOf({ consumer, oauth }: Pick<KitModel, 'consumer' | 'oauth'>) {
  if (consumer) return { signs: consumer.subject === undefined, sendsTokens: consumer.subject !== undefined };
  const schemes = acceptedSchemes(oauth);
  return { signs: schemes.includes('oauth1'), sendsTokens: schemes.includes('bearer') };
}

/** The signature method that samples and collections use. */
export function signatureMethodOf({ signatureMethods }: KitModel): SignatureMethod {
  return signatureMethods[0] ?? 'HMAC-SHA1';
}

/** Operation groups that the kit is about: those that the consumer may use, otherwise all of the gateway. */
export function groupsOf({ operationGroups, consumer }: Pick<KitModel, 'operationGroups' | 'consumer'>) {
  return consumer ? usableGroups(operationGroups, consumer.rules) : operationGroups;
}

/** Tests whether a consumer's groups narrow what it may call. A consumer without groups is not narrowed by them. */
export function isNarrowedByGroups({ consumer }: Pick<KitModel, 'consumer'>): boolean {
  return (consumer?.rules.groups ?? []).length > 0;
}
