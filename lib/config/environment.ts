import type { LockoutLimits } from '../../lambda/authorizer/contract';
import type { OperationGroupConfig } from './operation-groups';
import type { AUDIENCES } from './shapes/audience-shape';
import type { ENDPOINT_ACCESS, TLS_POLICIES } from './shapes/reseller-shape';
import type { NoticeTemplates } from '../notices/settings';
import type { AlarmsConfig, EnvironmentAlarmsConfig, WebAclAlarmsConfig } from './alarms-config';
import type { SheddingConfig } from './shedding-config';
import type { OAuthConfig } from './oauth-config';
import type { PlatformNoticesConfig, ResellerNoticesConfig } from './notices-config';
import type { RouteMethod } from '../aps-methods';
import type { DASHBOARDS } from './shapes/platform-shape';
import type { StageThrottleConfig, TierConfig } from './tier-config';
import type { PrivateNodesConfig, UiNodesConfig } from './ui-nodes-config';

export type { AlarmsConfig, EnvironmentAlarmsConfig, WebAclAlarmsConfig } from './alarms-config';
export type { MethodThrottleConfig, QuotaConfig, StageThrottleConfig, ThrottleConfig, TierConfig } from './tier-config';
export type { BackendConfig, PrivateNodesConfig, UiNodesConfig } from './ui-nodes-config';

/** API Gateway's names, the most permissive first. */
export type TlsPolicy = (typeof TLS_POLICIES)[number];

/** Networks from which a gateway is called: the internet, VPC endpoints, or both. */
export type Audience = (typeof AUDIENCES)[number];

export type EndpointAccess = (typeof ENDPOINT_ACCESS)[number];

/**
 * An environment with defaults filled in and inheritance resolved. Units are in the names; an absent limit means
 * unlimited.
 */
export interface EnvironmentConfig {
  /** Name of the folder below the configuration root. */
  readonly environment: string;
  readonly platform: PlatformConfig;
  /** Every reseller, sorted by id. */
  readonly resellers: readonly ResellerConfig[];
  /** Every gateway, sorted by the id of the reseller that owns it. */
  readonly gateways: readonly GatewayConfig[];
  /** Present if notices are declared and the environment was loaded from files. */
  readonly noticeTemplates?: NoticeTemplates;
}

export interface PlatformConfig {
  readonly displayName: string;
  readonly account?: string;
  readonly region?: string;
  /** Present if UI nodes are reached through a VPC link. */
  readonly privateNodes?: PrivateNodesConfig;
  readonly protection: ProtectionConfig;
  /** Present if alarms are declared. */
  readonly alarms?: WebAclAlarmsConfig & {
    readonly emails: readonly string[];
    /** Present if one alarm watches all gateways together. */
    readonly environment?: EnvironmentAlarmsConfig;
  };
  /** For the environment only, for each gateway as well, or none. */
  readonly dashboards: (typeof DASHBOARDS)[number];
  readonly cloudWatchRole: boolean;
  /** For the environment only, or for each gateway as well. */
  readonly operatorPolicies?: 'managed' | 'perGateway';
  readonly logs: LogsConfig;
  /** Present if gateways are probed on a clock. */
  readonly probe?: { readonly everyMinutes: number };
  /** Present if notices are sent on a clock. */
  readonly notices?: PlatformNoticesConfig;
  /** Present if the gateways can shed load. */
  readonly shedding?: SheddingConfig;
  readonly tags: Readonly<Record<string, string>>;
}

export interface ProtectionConfig {
  readonly terminationProtection: boolean;
  /** A key made in the platform stack, or an existing one; keys managed by AWS when absent. */
  readonly encryptionKey?: 'own' | { readonly arn: string };
  readonly webAcl?: WebAclConfig;
}

export interface WebAclConfig {
  /** Per five minutes. */
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
  /** Tiers available to its consumers, by name. */
  readonly tiers: Readonly<Record<string, TierConfig>>;
  readonly externalReference?: string;
  readonly contacts: readonly string[];
  readonly notes?: string;
  /** Present if its consumers get notices. */
  readonly notices?: ResellerNoticesConfig;
}

export interface GatewayConfig {
  /** The reseller that owns the gateway. */
  readonly resellerId: string;
  readonly displayName: string;
  /** Every reseller that the gateway serves: its owner first, the others sorted. */
  readonly serves: readonly string[];
  readonly audience: Audience;
  /** VPC endpoints through which an internal audience calls; empty if there is none. */
  readonly vpcEndpoints: readonly VpcEndpointConfig[];
  readonly uiNodes: UiNodesConfig;
  readonly routes: readonly RouteConfig[];
  /** Tiers of this gateway by name; each becomes a usage plan. */
  readonly tiers: Readonly<Record<string, TierConfig>>;
  /** Tier names by served reseller, for resellers with fewer tiers than the gateway. */
  readonly narrowedTiers: Readonly<Record<string, readonly string[]>>;
  /** By name; absent if the environment declares none. */
  readonly operationGroups?: Readonly<Record<string, OperationGroupConfig>>;
  /** Present if the gateway can shed load. */
  readonly shedding?: SheddingConfig;
  /** For all consumers together, counted per method: API Gateway has no throttle for a whole stage. */
  readonly throttle: StageThrottleConfig;
  /** Of each of its functions; without it, they share what no gateway reserves. */
  readonly reservedConcurrency?: number;
  readonly oauth: OAuthConfig;
  /** Present if sources that fail too often are locked out of a consumer key. */
  readonly lockout?: LockoutLimits;
  /** The gateway's own host names; if there is one, the default endpoint is disabled. */
  readonly domains: readonly DomainConfig[];
  /** For its domains, or for the default endpoint if it has none. */
  readonly tlsPolicy: TlsPolicy;
  /** Absent with mutual TLS, whose policy has no access mode; `reset` unsets the mode of an earlier policy. */
  readonly endpointAccess?: EndpointAccess;
  readonly mutualTls?: MutualTlsConfig;
  /** Empty if every address is allowed. */
  readonly allowedSourceIps: readonly string[];
  readonly logs: LogsConfig;
  readonly tracing: boolean;
  /** Consumer key whose credentials probe the gateway; absent if it is not probed. */
  readonly probeConsumer?: string;
  readonly alarms?: AlarmsConfig;
  readonly tags: Readonly<Record<string, string>>;
}

export interface VpcEndpointConfig {
  readonly id: string;
  /** It belongs to another AWS account, which associates it with the gateway's domains itself. */
  readonly otherAccount: boolean;
}

export interface RouteConfig {
  /** Starts with `/aps/2/`; no trailing slash. */
  readonly path: string;
  readonly methods: readonly RouteMethod[];
  /** HTTPS origin of UI nodes of its own; those of the gateway when absent. */
  readonly brandEndpoint?: string;
}

export interface DomainConfig {
  readonly name: string;
  /** If absent, a certificate is made and validated in the hosted zone. */
  readonly certificateArn?: string;
  readonly hostedZone?: { readonly id: string; readonly name: string };
  readonly tlsPolicy: TlsPolicy;
}

export interface MutualTlsConfig {
  /** `s3://bucket/key` */
  readonly truststore: string;
  readonly version: string;
  /** A certificate issued by ACM; needed if the domain's own is not. */
  readonly ownershipCertificateArn?: string;
}

export interface LogsConfig {
  readonly retentionDays: number;
  readonly executionLevel: 'off' | 'error' | 'info';
}
