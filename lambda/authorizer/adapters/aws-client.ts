import type { Clock } from '../clock';
import type { AwsEnvironment, AwsService } from './aws-environment';
import { closeIdleConnections, connectionPool } from './connection-pool';
import { exchange, ExchangeError, type ExchangeTimeouts, type HttpAnswer } from './exchange';
import { type JsonObject, parseJsonObject } from '../json-object';
import { awsRequestSigner } from './sign-aws-request';

/** Limits of a call, in milliseconds. */
export interface CallTimeouts extends ExchangeTimeouts {
  /** Both attempts and the pause between them. */
  readonly callMs: number;
  /** Longest pause before the second attempt; the actual one is random. */
  readonly pauseMs: number;
}

export const CALL_TIMEOUTS: CallTimeouts = { connectionMs: 500, attemptMs: 900, callMs: 2000, pauseMs: 200 };

/** Everything that a call needs from its host. */
export interface CallHost {
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<void>;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly timeouts: CallTimeouts;
}

/** An operation of AWS's JSON protocols: its service, the value of X-Amz-Target, and the protocol's version. */
export interface AwsOperation<Service extends string = AwsService> {
  readonly service: Service;
  readonly target: string;
  readonly version: '1.0' | '1.1';
}

/** The service's own answer: the operation's output, or an error that it names. */
export type AwsAnswer =
  | { readonly kind: 'output'; readonly output: JsonObject }
  | { readonly kind: 'error'; readonly name: string; readonly message: string };

/** A call without an answer of the service. Its name is that of the service's error, or says what came instead. */
export class AwsCallError extends Error {
  constructor(
    override readonly name: string,
    options?: ErrorOptions,
  ) {
    super(name, options);
  }
}

/**
 * Makes the function that calls one operation (AWS JSON 1.0 and 1.1 protocol): two short attempts at most, the second
 * after a connection error, a 5xx or a throttling, and on a connection of its own if the first one's was dead.
 */
export function awsCall<Service extends string>(
  aws: AwsEnvironment<Service>,
  operation: AwsOperation<Service>,
  host: CallHost,
) {
  const endpoint = aws.endpoints[operation.service];
  const pool = connectionPool(endpoint);
  const sign = awsRequestSigner(aws, operation.service, host.clock);
  const unsigned = {
    'content-type': `application/x-amz-json-${operation.version}`,
    'x-amz-target': operation.target,
  };

  async function attempt(body: string, remainingMs: number): Promise<AwsAnswer> {
    const { connectionMs, attemptMs } = host.timeouts;
    const headers = await sign({ headers: unsigned, body });
    const timeouts = { connectionMs, attemptMs: Math.min(attemptMs, remainingMs) };
    return readAnswer(await exchange({ endpoint, headers, body }, pool, timeouts));
  }

  /** @throws ExchangeError, AwsCallError */
  return async (input: JsonObject): Promise<AwsAnswer> => {
    const body = JSON.stringify(input);
    const { callMs, pauseMs } = host.timeouts;
    const endsAt = host.clock() + callMs;
    try {
      return await attempt(body, callMs);
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (error instanceof ExchangeError && error.reusedConnection) closeIdleConnections(pool);
      else await host.pause(host.random() * pauseMs);
      const remainingMs = endsAt - host.clock();
      if (remainingMs <= 0) throw error;
      return attempt(body, remainingMs);
    }
  };
}

/** The service, or a proxy on the way to it, refused the request: 4xx except a throttling. */
export class RefusedCallError extends AwsCallError {}

/** An error of the service after which the same request may succeed a moment later. */
class TransientError extends AwsCallError {}

function isTransient(error: unknown): boolean {
  return error instanceof TransientError || (error instanceof ExchangeError && error.name !== 'AnswerTooLarge');
}

const THROTTLING = /Throttl|TooManyRequests|RequestLimitExceeded|ThroughputExceeded/;

/** Takes only what the protocol allows for an answer: 200 with an output, 400 with an error that has a name. */
function readAnswer({ status, headers, body }: HttpAnswer): AwsAnswer {
  const document = parseJsonObject(body);
  if (status === 200) {
    if (document) return { kind: 'output', output: document };
    throw new AwsCallError('UnexpectedAnswer');
  }
  const name = errorName(document?.__type ?? headers['x-amzn-errortype']) ?? `Http${status}`;
  if (status >= 500 || status === 429 || THROTTLING.test(name)) throw new TransientError(name);
  if (status !== 400 || !document) throw status >= 400 ? new RefusedCallError(name) : new AwsCallError(name);
  const message = document.message ?? document.Message;
  return { kind: 'error', name, message: typeof message === 'string' ? message : '' };
}

/** `com.amazonaws.dynamodb.v20120810#Name` and `Name:http://…` are other spellings of `Name`. */
function errorName(type: unknown): string | undefined {
  return typeof type === 'string' ? /^(?:[\w.]+#)?([A-Za-z]\w{0,80})(?:[:,]|$)/.exec(type)?.[1] : undefined;
}
