import { type Authentication, OAUTH1 } from './authentication';
import type { AuthorizerContext } from './contract';
import type { Allowed, Denied } from './decision';

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
 * Turns a decision into the authorizer's result. A shed request has none: the authorizer throws a PlatformBusyError.
 *
 * @param resource the resource that an Allow covers, as `policyResource` returns it
 * @param realm printable ASCII without quotes and backslashes
 */
export function authorizerResult(
  decision: Allowed | Denied,
  resource: string,
  realm: string,
  { refusals, challenge }: Pick<Authentication, 'refusals' | 'challenge'> = OAUTH1,
): AuthorizerResult {
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
          message: denialMessage(decision, refusals),
          challenge: challenge(decision, realm),
          ...(decision.detail.retryAfter !== undefined && { retryAfter: decision.detail.retryAfter }),
        },
      };
}

function policy(effect: 'Allow' | 'Deny', resource: string): AuthorizerResult['policyDocument'] {
  return {
    Version: '2012-10-17',
    Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: resource }],
  };
}

function denialMessage({ reason, detail }: Denied, refusals: Authentication['refusals']): string {
  const refusal = refusals[reason];
  return [refusal?.message, detail.sentence, detail.remedy ?? refusal?.remedy].filter(Boolean).join(' ');
}
