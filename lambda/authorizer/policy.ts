import type { AuthorizerContext } from './contract';
import type { Decision, Denied } from './decision';
import { DENY_REFUSALS } from './refusals';

/** The result that API Gateway expects from a REQUEST authorizer (developer guide, "Lambda authorizer output"). */
export interface AuthorizerResult {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: '2012-10-17';
    readonly Statement: readonly [
      { readonly Action: 'execute-api:Invoke'; readonly Effect: 'Allow' | 'Deny'; readonly Resource: string },
    ];
  };
  readonly context: AuthorizerContext;
  /** Value of the internal API key, by which API Gateway meters the request. */
  readonly usageIdentifierKey?: string;
}

const UNAUTHENTICATED_PRINCIPAL = 'unproved';
/**
 * A Deny covers everything. One that matched nothing would leave the decision to the resource policy, which allows every
 * address (API Gateway developer guide, "How API Gateway resource policies affect authorization workflow", table A).
 */
const EVERYTHING = '*';

/**
 * Turns a decision into the authorizer's result.
 *
 * @param resource the resource that an Allow covers, as `policyResource` returns it
 * @param realm printable ASCII without quotes and backslashes
 */
export function authorizerResult(decision: Decision, resource: string, realm: string): AuthorizerResult {
  return decision.effect === 'allow'
    ? {
        principalId: decision.consumer.consumerKey,
        policyDocument: policy('Allow', resource),
        context: { reason: 'allowed', ...decision.consumer, ...decision.headers },
        usageIdentifierKey: decision.apiKeyValue,
      }
    : {
        principalId: decision.consumer?.consumerKey ?? UNAUTHENTICATED_PRINCIPAL,
        policyDocument: policy('Deny', EVERYTHING),
        context: {
          reason: decision.reason,
          ...decision.consumer,
          message: denialMessage(decision),
          challenge: challenge(decision, realm),
        },
      };
}

function policy(effect: 'Allow' | 'Deny', resource: string): AuthorizerResult['policyDocument'] {
  return {
    Version: '2012-10-17',
    Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: resource }],
  };
}

function denialMessage({ reason, detail }: Denied): string {
  const { message, remedy } = DENY_REFUSALS[reason];
  return [message, detail.sentence, detail.remedy ?? remedy].filter(Boolean).join(' ');
}

/** Formats `WWW-Authenticate` (RFC 5849 §3.2, RFC 9110 §11.6.1) with the OAuth Problem Reporting extension. */
function challenge({ reason, detail }: Denied, realm: string): string {
  const members = { realm, oauth_problem: DENY_REFUSALS[reason].problem, ...detail.challenge };
  return `OAuth ${Object.entries(members)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`;
}
