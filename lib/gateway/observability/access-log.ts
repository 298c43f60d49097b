import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';

function authorizer(key: string) {
  return `$context.authorizer.${key}`;
}

/**
 * API Gateway's variables by field of the access log, which has one JSON line per request, without `Authorization` and
 * without the query. Every value is quoted, because API Gateway writes `-` for an absent value. API Gateway escapes
 * quotes and backslashes in values, such as those of a user agent (DataBiosphere/azul, issue 4348).
 */
export const ACCESS_LOG_FIELDS: Readonly<Record<string, string>> = {
  time: AccessLogField.contextRequestTimeEpoch(),
  requestId: AccessLogField.contextExtendedRequestId(),
  // Of answers that do not name requestId in their body: the header x-amzn-RequestId. A caller can choose it.
  amznRequestId: AccessLogField.contextRequestId(),
  traceId: AccessLogField.contextXrayTraceId(),
  sourceIp: AccessLogField.contextIdentitySourceIp(),
  host: '$context.domainName',
  tlsVersion: '$context.tlsVersion',
  userAgent: AccessLogField.contextIdentityUserAgent(),
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
  authorizerError: AccessLogField.contextAuthorizerError(),
  uiNodeLatencyMs: AccessLogField.contextIntegrationLatency(),
  uiNodeStatus: '$context.integration.status',
  uiNodeError: '$context.integration.error',
  responseBytes: AccessLogField.contextResponseLength(),
};

/** Fields of gateways whose consumers present a client certificate. */
export const MUTUAL_TLS_FIELDS: Readonly<Record<string, string>> = {
  clientCertificateSubject: '$context.identity.clientCert.subjectDN',
};

/** Fields of an API that answers through VPC endpoints. */
export const INTERNAL_FIELDS: Readonly<Record<string, string>> = {
  vpcEndpoint: '$context.identity.vpceId',
};

/** Fields of gateways behind a web ACL. No variable names the rule that matched; the web ACL's log does, by request id. */
export const WEB_ACL_FIELDS: Readonly<Record<string, string>> = {
  webAcl: AccessLogField.contextWafResponseCode(),
  webAclError: AccessLogField.contextWafError(),
};

export interface AccessLogOptions {
  /** In each line, as `gateway` is: both are dimensions of the metric that is extracted from the log. */
  readonly environment: string;
  /** `{environment}/{reseller}` */
  readonly gateway: string;
  readonly mutualTls: boolean;
  readonly webAcl: boolean;
  /** True if the API answers through VPC endpoints. */
  readonly internal: boolean;
}

/** Returns the format for one gateway. */
export function accessLogFormat({
  environment,
  gateway,
  mutualTls,
  webAcl,
  internal,
}: AccessLogOptions): AccessLogFormat {
  const fields = {
    environment,
    gateway,
    ...ACCESS_LOG_FIELDS,
    ...(mutualTls && MUTUAL_TLS_FIELDS),
    ...(webAcl && WEB_ACL_FIELDS),
    ...(internal && INTERNAL_FIELDS),
  };
  return AccessLogFormat.custom(JSON.stringify(fields));
}
