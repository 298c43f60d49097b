/**
 * A whole environment as everything else sees it: defaults filled in, inheritance resolved. Units are in the names;
 * an absent limit means unlimited.
 */
import type { SignatureMethod } from '../../lambda/authorizer/contract';
import type { TLS_POLICIES } from './shapes/reseller-shape';
import type { FORWARDINGS, Method, PERIODS } from './shapes/shared-shape';

/** Names of API Gateway, the one that takes most first. */
export type TlsPolicy = (typeof TLS_POLICIES)[number];

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
  /** Present where UI nodes are reached through a VPC link. */
  readonly privateNodes?: PrivateNodesConfig;
  readonly protection: ProtectionConfig;
  /** Present where alarms are wanted. */
  readonly alarms?: { readonly emails: readonly string[] };
  readonly dashboards: boolean;
  readonly cloudWatchRole: boolean;
  readonly operatorPolicies: boolean;
  readonly logs: LogsConfig;
  readonly tags: Readonly<Record<string, string>>;
}

export interface PrivateNodesConfig {
  readonly vpcId: string;
  readonly vpcCidrs: readonly string[];
  readonly subnetIds: readonly string[];
  readonly certificateArn: string;
  /** Of resellers' brand endpoints; each once, without `certificateArn`. */
  readonly furtherCertificateArns: readonly string[];
  readonly nodes: readonly { readonly address: string; readonly outsideVpc: boolean }[];
  readonly port: number;
  readonly crossZone: boolean;
  readonly healthCheck: HealthCheckConfig;
}

export interface HealthCheckConfig {
  readonly path: string;
  readonly statusCodes: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}

export interface ProtectionConfig {
  readonly terminationProtection: boolean;
  /** A key of the platform stack, or one that exists; AWS's own when absent. */
  readonly encryptionKey?: 'own' | { readonly arn: string };
  readonly webAcl?: WebAclConfig;
}

export interface WebAclConfig {
  /** In five minutes. */
  readonly requestsPerIp?: number;
  readonly managedRules: boolean;
  readonly allowedSourceIps: readonly string[];
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
  /** Names of the tiers of each served reseller that has fewer than the gateway. */
  readonly narrowedTiers: Readonly<Record<string, readonly string[]>>;
  /** Of all consumers together, for each method by itself: API Gateway has no throttle over the methods of a stage. */
  readonly throttle: ThrottleConfig;
  readonly oauth: OAuthConfig;
  /** Own host names; the default endpoint is disabled where there is one. */
  readonly domains: readonly DomainConfig[];
  /** Of its domains, or of the default endpoint where there is none. */
  readonly tlsPolicy: TlsPolicy;
  readonly mutualTls?: MutualTlsConfig;
  /** Every address when empty. */
  readonly allowedSourceIps: readonly string[];
  readonly logs: LogsConfig;
  readonly tracing: boolean;
  readonly alarms?: AlarmsConfig;
  readonly tags: Readonly<Record<string, string>>;
}

export interface UiNodesConfig {
  /** HTTPS origin without a path. */
  readonly brandEndpoint: string;
  readonly forwarding: (typeof FORWARDINGS)[number];
  readonly timeoutSeconds: number;
  /** API Gateway's generated one, or one of ACM. */
  readonly clientCertificate?: 'generated' | { readonly arn: string };
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

export interface DomainConfig {
  readonly name: string;
  /** Made and validated in the hosted zone when absent. */
  readonly certificateArn?: string;
  readonly hostedZone?: { readonly id: string; readonly name: string };
  readonly tlsPolicy: TlsPolicy;
}

export interface MutualTlsConfig {
  /** `s3://bucket/key` */
  readonly truststore: string;
  readonly version?: string;
  /** Issued by ACM; for domains whose own certificate is not. */
  readonly ownershipCertificateArn?: string;
}

export interface LogsConfig {
  readonly retentionDays: number;
  readonly executionLevel: 'off' | 'error' | 'info';
}

/** Thresholds over five minutes. */
export interface AlarmsConfig {
  readonly serverErrorPercent: number;
  readonly latencyMilliseconds: number;
  readonly authorizerErrors: number;
  readonly authorizerDurationMilliseconds: number;
  readonly signatureFailures: number;
  readonly throttles: number;
  readonly nonceTableFaults: number;
  readonly quotaRefusals: number;
}
