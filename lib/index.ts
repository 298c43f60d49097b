/** Public part of this package: constructs and the configuration that they take. */
export { loadEnvironment, examineEnvironment, type ExaminedEnvironment } from './config/load-environment';
export { ConfigError, type ConfigProblem, UnknownEnvironmentError } from './config/problem';
export type { EnvironmentConfig, GatewayConfig, PlatformConfig, ResellerConfig } from './config/environment';
export type { PropProblem } from './config/resolve-props';
export { addEnvironment, type AddEnvironmentOptions } from './gateway/add-environment';
export { GatewayPropsError } from './constructs/gateway-props-error';
export { ResellerGateway } from './constructs/reseller-gateway';
export type { IsolationProps, ResellerGatewayProps, SubResellerProps } from './constructs/reseller-gateway-props';
export type { VpcEndpointProps } from './constructs/props/audience-props';
export type { AlarmsProps } from './constructs/props/alarms-props';
export type { DomainProps, HostedZoneProps, MutualTlsProps } from './constructs/props/domain-props';
export type { LockoutProps } from './constructs/props/lockout-props';
export type { LogsProps } from './constructs/props/logs-props';
export type { BearerProps, OAuthProps } from './constructs/props/oauth-props';
export type {
  Method,
  OperationGroupProps,
  OperationProps,
  PlatformOperationProps,
  RouteProps,
} from './constructs/props/route-props';
export type { MethodThrottleProps, QuotaProps, ThrottleProps, TierProps } from './constructs/props/tier-props';
export type { UiNodesProps } from './constructs/props/ui-nodes-props';
