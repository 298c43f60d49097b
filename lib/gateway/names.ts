/** Names that people meet in the console; made of environment and reseller id alone, so that order never matters. */
import type { Environment } from 'aws-cdk-lib';
import type { GatewayConfig, PlatformConfig } from '../config/environment';

/** API Gateway's stage; part of each path, so that the default URL has the UI nodes' own paths (`/aps/2/…`). */
export const STAGE_NAME = 'aps';

export function platformStackName(environment: string) {
  return `aps-gateway-${environment}-platform`;
}

export function resellerStackName(environment: string, resellerId: string) {
  return `aps-gateway-${environment}-${resellerId}`;
}

/** `{environment}/{reseller}`: how logs and metrics name a gateway. */
export function gatewayName(environment: string, resellerId: string) {
  return `${environment}/${resellerId}`;
}

/** Two parts, where a gateway's dashboard has three. */
export function platformDashboardName(environment: string) {
  return `aps-gateway-${environment}`;
}

export function usagePlanName(environment: string, resellerId: string, tier: string) {
  return `aps-gateway-${environment}-${resellerId}-${tier}`;
}

/** `/aps-gateway/<environment>/<reseller>/<log>` */
export function logGroupName(environment: string, resellerId: string, log: 'access' | 'authorizer' | 'forwarder') {
  return `/aps-gateway/${environment}/${resellerId}/${log}`;
}

/** The name that API Gateway itself gives a stage's execution log. */
export function executionLogGroupName(restApiId: string) {
  return `API-Gateway-Execution-Logs_${restApiId}/${STAGE_NAME}`;
}

/** Account and region of a stack; where they are absent, the credentials at hand decide. */
export function stackEnvironment({ account, region }: PlatformConfig): Environment {
  return {
    ...(account && { account }),
    ...(region && { region }),
  };
}

/** What the platform's documentation calls the value to enter. */
export const URL_OUTPUT = 'ApsOAuthApiGatewayUrl';

export function realmOf({ resellerId }: GatewayConfig) {
  return resellerId;
}
