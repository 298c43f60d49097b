import { createHash } from 'node:crypto';
import { CfnGatewayResponse, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import {
  DENY_REFUSALS,
  GATEWAY_REFUSALS,
  type GatewayRefusal,
  type Refusal,
  refusalsAt,
} from '../../../lambda/authorizer/contract';
import { realmOf } from '../names';
import type { GatewayConfig } from '../../config/environment';
import { acceptedSchemes } from '../../config/oauth-config';
import { RESPONSE_REFUSALS, SHED_RESPONSE } from './response-refusals';

/** A gateway response in API Gateway's terms. */
export interface GatewayResponseModel {
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `Retry-After` of temporary refusals. API Gateway does not reveal when a quota's next period starts. */
const RETRY_AFTER_SECONDS: Partial<Record<GatewayRefusal, number>> = {
  throttled: 1,
  quota_exceeded: 3600,
  authorizer_unavailable: 5,
  platform_busy: 30,
};

/** Renders a refusal as JSON. Its fields are text or API Gateway's substitutions, both safe in a JSON string. */
function body(code: string, message: string) {
  return `{"code":"${code}","message":"${message}","requestId":"$context.extendedRequestId"}`;
}

/**
 * Renders a denial from the authorizer's context. That context is empty for an address or a VPC endpoint which the resource
 * policy denies, because API Gateway evaluates the policy first; the `detail` says so in API Gateway's words. A gateway for
 * the internet without `allowedSourceIps` has no such policy. `messageString` is a JSON string with its quotes (developer guide, "Variables
 * for data models, authorizers, mapping templates, and CloudWatch access logging").
 */
function denialBody({ allowedSourceIps, audience }: GatewayConfig): string {
  const denial = body('$context.authorizer.reason', '$context.authorizer.message');
  const isLimited = allowedSourceIps.length > 0 || audience !== 'external';
  return isLimited ? denial.replace(/}$/, ',"detail":$context.error.messageString}') : denial;
}

/** Joins what is wrong and what to do, as the authorizer's own refusals do. */
function textOf({ message, remedy }: Refusal) {
  return `${message} ${remedy}`;
}

/** Body of the response to a path or method that is not declared. */
export const ROUTE_UNKNOWN_BODY = body('route_unknown', textOf(GATEWAY_REFUSALS.route_unknown));

/**
 * Returns every gateway response of a gateway, by type. Pure.
 *
 * @param webAcl true if a web ACL protects the gateway
 */
export function gatewayResponseModels(
  gateway: GatewayConfig,
  webAcl: boolean,
): Readonly<Record<string, GatewayResponseModel>> {
  const refusals = refusalsAt(acceptedSchemes(gateway.oauth));
  const modelOf = (code: GatewayRefusal) => refusalModel(code, refusals[code]);
  return {
    ...Object.fromEntries(Object.entries(RESPONSE_REFUSALS).map(([type, code]) => [type, modelOf(code)])),
    ...(webAcl && { WAF_FILTERED: modelOf('request_refused') }),
    // With shedding, the authorizer itself answers requests without a header, and throws "Unauthorized" for busy ones.
    [SHED_RESPONSE]: gateway.shedding
      ? modelOf('platform_busy')
      : {
          status: refusals.authorization_missing.status,
          headers: { 'WWW-Authenticate': `'${missingChallenge(gateway)}'` },
          body: body('authorization_missing', textOf(refusals.authorization_missing)),
        },
    ACCESS_DENIED: {
      status: 401,
      headers: {
        'WWW-Authenticate': 'context.authorizer.challenge',
        // Empty for every other denial, as the challenge is for an address that the resource policy denies.
        ...(gateway.lockout && { 'Retry-After': 'context.authorizer.retryAfter' }),
      },
      body: denialBody(gateway),
    },
    // For all other response types: our body, and API Gateway's own status. A status here would replace that of other
    // types too (developer guide, "Gateway response types").
    DEFAULT_4XX: { headers: {}, body: body('request_malformed', textOf(GATEWAY_REFUSALS.request_malformed)) },
    DEFAULT_5XX: { headers: {}, body: body('gateway_error', textOf(GATEWAY_REFUSALS.gateway_error)) },
  };
}

/** The challenge to a request without an Authorization header, for which API Gateway does not ask the authorizer. */
function missingChallenge(gateway: GatewayConfig): string {
  const realm = realmOf(gateway);
  const { problem } = DENY_REFUSALS.authorization_missing;
  const challenges = {
    oauth1: `OAuth realm="${realm}", oauth_problem="${problem}"`,
    bearer: `Bearer realm="${realm}"`,
  };
  return acceptedSchemes(gateway.oauth)
    .map((scheme) => challenges[scheme])
    .join(', ');
}

function refusalModel(code: GatewayRefusal, refusal: Refusal): GatewayResponseModel {
  const seconds = RETRY_AFTER_SECONDS[code];
  const headers: Record<string, string> = seconds ? { 'Retry-After': `'${seconds}'` } : {};
  return { status: refusal.status, headers, body: body(code, textOf(refusal)) };
}

/** Adds the gateway responses to an API, and to the hash of its deployment, which CDK computes without them. */
export function addGatewayResponses(
  scope: Construct,
  restApi: RestApi,
  models: Readonly<Record<string, GatewayResponseModel>>,
): void {
  const responses = new Construct(scope, 'Responses');
  for (const [type, { status, headers, body: template }] of Object.entries(models)) {
    // The L2 construct only adds a second node for each; these are a third of a gateway's resources.
    new CfnGatewayResponse(responses, type, {
      restApiId: restApi.restApiId,
      responseType: type,
      ...(status && { statusCode: String(status) }),
      responseParameters: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [`gatewayresponse.header.${name}`, value]),
      ),
      responseTemplates: { 'application/json': template },
    });
  }
  // Hashed here, because CDK serializes its input again whenever something asks for the logical id.
  restApi.latestDeployment?.addToLogicalId(createHash('sha256').update(JSON.stringify(models)).digest('hex'));
  restApi.latestDeployment?.node.addDependency(responses);
}
