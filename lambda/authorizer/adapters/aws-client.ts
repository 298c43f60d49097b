import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import { AuthorizerUnavailableError, type Fault } from '../faults';

/** Longest time for a connection, for one attempt, and for a whole call with its one retry, in milliseconds. */
const CONNECTION_MS = 500;
const ATTEMPT_MS = 900;
const CALL_MS = 2000;

/** Where and as whom an SDK client calls. */
export interface AwsEnvironment {
  readonly region: string;
  /** Read for every call, because a host may renew them. */
  readonly credentials: () => Promise<AwsCredentials>;
}

interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Agents that keep connections open between calls. */
export interface Agents {
  readonly httpAgent?: HttpAgent;
  readonly httpsAgent?: HttpsAgent;
}

/** Reads the AWS_* variables that Lambda sets; whoever sets them later is heard as well. */
export function awsEnvironment(environment: NodeJS.ProcessEnv): AwsEnvironment {
  return {
    region: environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? 'us-east-1',
    credentials: async () => ({
      accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
      ...(environment.AWS_SESSION_TOKEN ? { sessionToken: environment.AWS_SESSION_TOKEN } : {}),
    }),
  };
}

/** What every client of the function is made with: two short attempts, then the request is given up. */
export function clientOptions(aws: AwsEnvironment, agents: Agents = {}) {
  return {
    ...aws,
    maxAttempts: 2,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: CONNECTION_MS,
      requestTimeout: ATTEMPT_MS,
      throwOnRequestTimeout: true,
      ...agents,
    },
  } as const;
}

/** See {@link clientOptions}. */
export type ClientOptions = ReturnType<typeof clientOptions>;

/**
 * Runs one call under a deadline that also covers retries and the answer's body, and turns its failure into a fault.
 *
 * @throws AuthorizerUnavailableError
 */
export async function callWithin<T>(fault: Fault, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new AuthorizerUnavailableError(fault, { error: 'DeadlineExceeded' }));
      deadline.abort();
    }, CALL_MS);
  });
  try {
    return await Promise.race([call(deadline.signal), expired]);
  } catch (error) {
    if (error instanceof AuthorizerUnavailableError) throw error;
    throw new AuthorizerUnavailableError(fault, { error: error instanceof Error ? error.name : 'unknown' });
  } finally {
    clearTimeout(timer);
  }
}
