import { FunctionError, type Invoke } from '../../function/invoke';
import type { Place } from '../../template/physical-id';
import type { AuthorizerModel } from '../../template/rest-api-model';
import type { Exchange, RoutedRequest } from '../exchange';
import { lookupIn } from '../expressions';
import { Rejection } from '../rejection';
import { type AuthorizerEvent, buildAuthorizerEvent } from './authorizer-event';
import { readAuthorizerOutput } from './authorizer-output';
import { evaluatePolicy } from './policy';

/** Longest method ARN in bytes; a longer one is 414 (documented). */
const MAX_METHOD_ARN_BYTES = 1600;

/** Dependencies of a call to the authorizer. */
export interface AuthorizeOptions {
  readonly place: Place;
  readonly invoke: Invoke;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Calls the authorizer, evaluates its policy and sets `$context.authorizer.*`.
 * Returns the API key value that the authorizer names, if any.
 * @throws Rejection of the type that AWS answers with
 */
export async function authorize(
  exchange: Exchange,
  route: RoutedRequest,
  authorizer: AuthorizerModel,
  options: AuthorizeOptions,
): Promise<string | undefined> {
  requireIdentitySources(exchange, authorizer);
  const methodArn = methodArnOf(exchange, route, options.place);
  const event = buildAuthorizerEvent(exchange, route, methodArn);
  const output = readAuthorizerOutput(await callAuthorizer(exchange, authorizer, event, options));
  if (typeof output === 'string') {
    exchange.context.set('authorizer.error', output);
    throw new Rejection('AUTHORIZER_CONFIGURATION_ERROR', null, { cause: output });
  }
  for (const [key, value] of output.context) exchange.context.set(`authorizer.${key}`, value);
  exchange.context.set('authorizer.principalId', output.principalId);

  const verdict = evaluatePolicy(output.statements, methodArn);
  if (verdict === 'denied')
    throw new Rejection('ACCESS_DENIED', 'User is not authorized to access this resource with an explicit deny');
  if (verdict === 'unmentioned') throw new Rejection('ACCESS_DENIED', 'User is not authorized to access this resource');
  return output.usageIdentifierKey;
}

/**
 * Requires every identity source: a missing or empty one is 401 without a call. That is documented while results are
 * cached, and inferred for a TTL of 0; there the authorizer may be called instead, and refuses by itself.
 */
function requireIdentitySources(exchange: Exchange, { identitySources }: AuthorizerModel): void {
  const lookup = lookupIn(exchange);
  if (identitySources.some((source) => !lookup(source))) throw new Rejection('UNAUTHORIZED', 'Unauthorized');
}

function methodArnOf({ api }: Exchange, route: RoutedRequest, { accountId, region }: Place): string {
  const arn = `arn:aws:execute-api:${region}:${accountId}:${api.apiId}/${api.stage.name}/${route.httpMethod}${route.path}`;
  if (Buffer.byteLength(arn) > MAX_METHOD_ARN_BYTES) {
    throw new Rejection('BAD_REQUEST_PARAMETERS', 'Request URI Too Long', { fixedStatus: 414 });
  }
  return arn;
}

async function callAuthorizer(
  { context }: Exchange,
  authorizer: AuthorizerModel,
  event: AuthorizerEvent,
  { invoke, now }: AuthorizeOptions,
): Promise<unknown> {
  const startedAt = now();
  try {
    return await invoke(authorizer.functionArn, event);
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    context.set('authorizer.error', error.message);
    // Only this message is 401; any other error and a timeout are 500 with a null message (documented, observed).
    if (error.kind === 'error' && error.message === 'Unauthorized')
      throw new Rejection('UNAUTHORIZED', 'Unauthorized', { cause: error });
    throw new Rejection('AUTHORIZER_FAILURE', null, { cause: error });
  } finally {
    context.set('authorizer.latency', String(now() - startedAt));
  }
}
