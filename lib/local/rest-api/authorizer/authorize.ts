import { FunctionError, type Invoke } from '../../function/invoke';
import type { AuthorizerModel, RestApiModel } from '../../template/rest-api-model';
import { readAuthorizerAnswer } from './authorizer-answer';
import { buildAuthorizerEvent } from './authorizer-event';
import type { Exchange, RoutedRequest } from '../exchange';
import type { Lookup } from '../expressions';
import { evaluatePolicy } from './policy';
import { Rejection } from '../rejection';

/** Longest method ARN, in bytes, that authorization can work with (documented: 414 beyond). */
const MAX_METHOD_ARN_BYTES = 1600;

export interface AuthorizeOptions {
  readonly api: RestApiModel;
  readonly accountId: string;
  readonly region: string;
  readonly invoke: Invoke;
  readonly lookup: Lookup;
  readonly now: () => number;
}

/**
 * Calls the authorizer and evaluates its policy; fills `$context.authorizer.*`.
 * Returns the API key value it names, if any. Throws a {@link Rejection} of the type that AWS answers with.
 */
export async function authorize(
  exchange: Exchange,
  route: RoutedRequest,
  authorizer: AuthorizerModel,
  options: AuthorizeOptions,
): Promise<string | undefined> {
  requireIdentitySources(authorizer, options.lookup);
  const methodArn = methodArnOf(route, options);
  const answer = readAuthorizerAnswer(await callAuthorizer(exchange, route, authorizer, options, methodArn));
  if (typeof answer === 'string') {
    exchange.context.set('authorizer.error', answer);
    throw new Rejection('AUTHORIZER_CONFIGURATION_ERROR', null, { cause: answer });
  }
  for (const [key, value] of answer.context) exchange.context.set(`authorizer.${key}`, value);
  exchange.context.set('authorizer.principalId', answer.principalId);

  const verdict = evaluatePolicy(answer.statements, methodArn);
  if (verdict === 'denied')
    throw new Rejection('ACCESS_DENIED', 'User is not authorized to access this resource with an explicit deny');
  if (verdict === 'unmentioned') throw new Rejection('ACCESS_DENIED', 'User is not authorized to access this resource');
  return answer.usageIdentifierKey;
}

/**
 * A missing or empty identity source is 401 without a call (documented while results are cached; inferred for a TTL of
 * 0, where the authorizer may be called instead and refuses by itself).
 */
function requireIdentitySources(authorizer: AuthorizerModel, lookup: Lookup): void {
  if (authorizer.identitySources.some((source) => !lookup(source))) throw new Rejection('UNAUTHORIZED', 'Unauthorized');
}

function methodArnOf(route: RoutedRequest, { api, accountId, region }: AuthorizeOptions): string {
  const arn = `arn:aws:execute-api:${region}:${accountId}:${api.apiId}/${api.stage.name}/${route.httpMethod}${route.path}`;
  if (Buffer.byteLength(arn) > MAX_METHOD_ARN_BYTES) {
    throw new Rejection('BAD_REQUEST_PARAMETERS', 'Request URI Too Long', { fixedStatus: 414 });
  }
  return arn;
}

async function callAuthorizer(
  exchange: Exchange,
  route: RoutedRequest,
  authorizer: AuthorizerModel,
  options: AuthorizeOptions,
  methodArn: string,
): Promise<unknown> {
  const startedAt = options.now();
  try {
    return await options.invoke(authorizer.functionArn, buildAuthorizerEvent(exchange, route, options.api, methodArn));
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    exchange.context.set('authorizer.error', error.message);
    // Exactly this message is 401; any other error and a time-out are 500 with a null message (documented, observed).
    if (error.kind === 'error' && error.message === 'Unauthorized')
      throw new Rejection('UNAUTHORIZED', 'Unauthorized', { cause: error });
    throw new Rejection('AUTHORIZER_FAILURE', null, { cause: error });
  } finally {
    exchange.context.set('authorizer.latency', String(options.now() - startedAt));
  }
}
