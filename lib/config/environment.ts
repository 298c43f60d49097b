/**
 * A whole environment as everything else sees it: defaults filled in, inheritance resolved. Units are in the names;
 * an absent limit means unlimited.
 */
import type { SignatureMethod } from '../../lambda/authorizer/contract';
import type { Method, PERIODS } from './shared-shape';

export interface EnvironmentConfig {
  /** Name of the folder below the configuration root. */
  readonly environment: string;
  readonly platform: PlatformConfig;
  /** Every reseller, sorted by id. */
  readonly resellers: readonly ResellerConfig[];
  /** Every gateway, sorted by the id of the reseller that owns it. */
  readonly gateways: readonly GatewayConfig[];
}

export interface PlatformConfig {
  readonly displayName: string;
  readonly account?: string;
  readonly region?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface ResellerConfig {
  readonly id: string;
  readonly displayName: string;
  readonly parent?: string;
  /** The reseller whose gateway serves this one: itself or an ancestor. */
  readonly gatewayOwner: string;
  /** Tiers that its consumers may be on, by name. */
  readonly tiers: Readonly<Record<string, TierConfig>>;
  readonly externalReference?: string;
  readonly contacts: readonly string[];
  readonly notes?: string;
}

export interface GatewayConfig {
  /** The reseller that owns the gateway. */
  readonly resellerId: string;
  readonly displayName: string;
  /** Every reseller that the gateway serves, its owner first, then sorted. */
  readonly serves: readonly string[];
  readonly uiNodes: UiNodesConfig;
  readonly routes: readonly RouteConfig[];
  /** Tiers in use on this gateway, by name: each becomes a usage plan. */
  readonly tiers: Readonly<Record<string, TierConfig>>;
  /** Aggregate throttle of all consumers together. */
  readonly throttle: ThrottleConfig;
  readonly oauth: OAuthConfig;
  readonly logs: LogsConfig;
  readonly tags: Readonly<Record<string, string>>;
}

export interface UiNodesConfig {
  /** HTTPS origin without a path. */
  readonly brandEndpoint: string;
}

export interface RouteConfig {
  /** From `/aps/2/` on, without a final slash. */
  readonly path: string;
  readonly methods: readonly Method[];
}

export interface ThrottleConfig {
  /** Requests per second. */
  readonly rateLimit?: number;
  /** Requests at once. */
  readonly burstLimit?: number;
}

export interface QuotaConfig {
  readonly limit: number;
  readonly period: (typeof PERIODS)[number];
  readonly offset: number;
}

export interface TierConfig {
  readonly quota?: QuotaConfig;
  readonly throttle: ThrottleConfig;
  readonly methods: readonly MethodThrottleConfig[];
}

export interface MethodThrottleConfig {
  readonly path: string;
  readonly method: Method;
  readonly rateLimit: number;
  readonly burstLimit: number;
}

export interface OAuthConfig {
  readonly signatureMethods: readonly SignatureMethod[];
  readonly timestampWindowSeconds: number;
  readonly clockSkewSeconds: number;
  readonly allowedApsHeaders: readonly string[];
  readonly cacheSeconds: number;
  readonly outageGraceSeconds: number;
}

export interface LogsConfig {
  readonly retentionDays: number;
}
