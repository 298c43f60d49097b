import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';

function authorizer(key: string) {
  return `$context.authorizer.${key}`;
}

/**
 * API Gateway's variables by field of the access log, which has one JSON line per request, without `Authorization` and
 * without the query. Every value is quoted, because API Gateway writes `-` for an absent value.
 */
export const ACCESS_LOG_FIELDS: Readonly<Record<string, string>> = {
  time: AccessLogField.contextRequestTimeEpoch(),
  requestId: AccessLogField.contextExtendedRequestId(),
  traceId: AccessLogField.contextXrayTraceId(),
  sourceIp: AccessLogField.contextIdentitySourceIp(),
  host: '$context.domainName',
  method: AccessLogField.contextHttpMethod(),
  path: AccessLogField.contextPath(),
  route: AccessLogField.contextResourcePath(),
  status: AccessLogField.contextStatus(),
  reason: authorizer('reason'),
  consumerKey: authorizer('consumerKey'),
  reseller: authorizer('reseller'),
  tier: authorizer('tier'),
  refusal: AccessLogField.contextErrorResponseType(),
  latencyMs: AccessLogField.contextResponseLatency(),
  authorizerLatencyMs: '$context.authorizer.latency',
  uiNodeLatencyMs: AccessLogField.contextIntegrationLatency(),
  uiNodeStatus: '$context.integration.status',
  uiNodeError: '$context.integration.error',
  responseBytes: AccessLogField.contextResponseLength(),
};

/** Returns the format for one gateway, with its name (`{environment}/{reseller}`) in each line. */
export function accessLogFormat(gateway: string) {
  return AccessLogFormat.custom(JSON.stringify({ gateway, ...ACCESS_LOG_FIELDS }));
}
