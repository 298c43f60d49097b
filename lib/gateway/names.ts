import type { Environment } from 'aws-cdk-lib';
import { PROBE_CHECKS, type ProbeCheck } from '../../lambda/probe/contract';
import type { GatewayConfig, PlatformConfig } from '../config/environment';

/** API Gateway's stage. It is part of every path, so that the default URL has the same paths as the UI nodes (`/aps/2/…`). */
export const STAGE_NAME = 'aps';

/** These names contain only the environment and the reseller id, so that no name depends on an order. */
export function platformStackName(environment: string) {
  return `aps-gateway-${environment}-platform`;
}

export function resellerStackName(environment: string, resellerId: string) {
  return `aps-gateway-${environment}-${resellerId}`;
}

/** Name of a gateway in logs and metrics: `{environment}/{reseller}`. */
export function gatewayName(environment: string, resellerId: string) {
  return `${environment}/${resellerId}`;
}

/** Name of the environment's dashboard; a gateway's has a third part, the reseller. */
export function platformDashboardName(environment: string) {
  return `aps-gateway-${environment}`;
}

export function usagePlanName(environment: string, resellerId: string, tier: string) {
  return `aps-gateway-${environment}-${resellerId}-${tier}`;
}

/** Logs of a gateway, apart from API Gateway's execution log. */
export type GatewayLog = 'access' | 'authorizer' | 'forwarder';

/**
 * `/aps-gateway/<environment>/<reseller>/<api>/<log>`. With the API's id no later gateway of the same reseller has the
 * same name: API Gateway delivers late and creates a deleted access log group again, and protected log groups are kept.
 */
export function logGroupName(environment: string, resellerId: string, restApiId: string, log: GatewayLog) {
  return `/aps-gateway/${environment}/${resellerId}/${restApiId}/${log}`;
}

/** Log group of the web ACL. AWS WAF delivers only to names that start with `aws-waf-logs-`. */
export function webAclLogGroupName(environment: string) {
  return `aws-waf-logs-aps-gateway-${environment}`;
}

/** Name that API Gateway gives to a stage's execution log. */
export function executionLogGroupName(restApiId: string) {
  return `API-Gateway-Execution-Logs_${restApiId}/${STAGE_NAME}`;
}

/** Account and region of a stack; where they are absent, those of the credentials that deploy. */
export function stackEnvironment({ account, region }: PlatformConfig): Environment {
  return {
    ...(account && { account }),
    ...(region && { region }),
  };
}

/** Alarms of a gateway, as far as thresholds are declared for them. */
export const GATEWAY_ALARMS = [
  'server-errors',
  'latency',
  'authorizer-errors',
  'authorizer-duration',
  'signature-failures',
  'throttles',
  'nonce-table-faults',
  'credentials-refusals',
  'quota-refusals',
  'failed-attempts',
] as const;
export type GatewayAlarm = (typeof GATEWAY_ALARMS)[number];

/** Returns the alarm on UI nodes that a gateway has for single routes. */
export function backendAlarm(host: string) {
  return `ui-nodes-${host}` as const;
}

/** Alarms on all gateways of an environment together. */
export const ENVIRONMENT_ALARMS = ['server-errors', 'signature-failures', 'throttles', 'quota-refusals'] as const;
export type EnvironmentAlarm = (typeof ENVIRONMENT_ALARMS)[number];

/** Returns the name of the alarm on the UI nodes of an environment, which sheds load. */
export function uiNodesBusyAlarm(environment: string) {
  return `${platformStackName(environment)}-ui-nodes-busy`;
}

/** Alarms of an environment's probe. */
export const PROBE_ALARMS = [...(Object.keys(PROBE_CHECKS) as ProbeCheck[]), 'stopped'] as const;

export function probeAlarm(environment: string, alarm: (typeof PROBE_ALARMS)[number]) {
  return `${platformStackName(environment)}-probe-${alarm}`;
}

/** Alarms of an environment's web ACL. */
export const WEB_ACL_ALARMS = ['web-acl-blocks', 'web-acl-counts'] as const;

/** Alarms of the function that sends notices. */
export const NOTICE_ALARMS = ['quota-nearly-used', 'notice-failures', 'notices-stopped'] as const;

export function alarmName(
  environment: string,
  resellerId: string,
  alarm: GatewayAlarm | ReturnType<typeof backendAlarm>,
) {
  return `${resellerStackName(environment, resellerId)}-${alarm}`;
}

/** Name of the Contributor Insights rule that counts failed attempts at a gateway. */
export function failureRuleName(environment: string, resellerId: string) {
  return `${resellerStackName(environment, resellerId)}-failed-attempts`;
}

/** Output with the gateway's URL, named after the system property that holds it on the platform. */
export const URL_OUTPUT = 'ApsOAuthApiGatewayUrl';

/** Output with the target of a domain's CNAME record. */
export const DNS_TARGET_OUTPUT = 'DnsTarget';

/** Realm in the `WWW-Authenticate` header of a gateway. */
export function realmOf({ resellerId }: GatewayConfig) {
  return resellerId;
}
