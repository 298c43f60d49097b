/** Names that people meet in the console; made of environment and reseller id alone, so that order never matters. */
import type { Environment } from 'aws-cdk-lib';
import type { GatewayConfig, PlatformConfig } from '../config/environment';

/** API Gateway's stage; part of each path, so that the default URL has the UI nodes' own paths (`/aps/2/…`). */
export const STAGE_NAME = 'aps';

export const platformStackName = (environment: string) => `aps-gateway-${environment}-platform`;
export const resellerStackName = (environment: string, resellerId: string) =>
  `aps-gateway-${environment}-${resellerId}`;
/** `{environment}/{reseller}`: how logs and metrics name a gateway. */
export const gatewayName = (environment: string, resellerId: string) => `${environment}/${resellerId}`;
/** Two parts, where a gateway's dashboard has three. */
export const platformDashboardName = (environment: string) => `aps-gateway-${environment}`;
export const usagePlanName = (environment: string, resellerId: string, tier: string) =>
  `aps-gateway-${environment}-${resellerId}-${tier}`;
/** `/aps-gateway/<environment>/<reseller>/<log>` */
export const logGroupName = (environment: string, resellerId: string, log: 'access' | 'authorizer' | 'forwarder') =>
  `/aps-gateway/${environment}/${resellerId}/${log}`;
/** The name that API Gateway itself gives a stage's execution log. */
export const executionLogGroupName = (restApiId: string) => `API-Gateway-Execution-Logs_${restApiId}/${STAGE_NAME}`;
/** Account and region of a stack; where they are absent, the credentials at hand decide. */
export const stackEnvironment = ({ account, region }: PlatformConfig): Environment => ({
  ...(account && { account }),
  ...(region && { region }),
});
/** What the platform's documentation calls the value to enter. */
export const URL_OUTPUT = 'ApsOAuthApiGatewayUrl';

export const realmOf = ({ resellerId }: GatewayConfig) => resellerId;
