import { ConnectionAheadAgent } from './connection-ahead';
import { AuthorizerUnavailableError, type Fault } from '../faults';

/** Longest time for a connection, for one attempt, and for a whole call with its one retry, in milliseconds. */
const CONNECTION_MS = 500;
const ATTEMPT_MS = 900;
const CALL_MS = 2000;

/** Where and as whom an SDK client calls. */
export interface AwsEnvironment {
  readonly region: string;
  /** Where a service is called, such as `https://dynamodb.eu-central-1.amazonaws.com`. */
  readonly endpoint: (service: AwsService) => URL;
  /** Read for every call, because a host may renew them. */
  readonly credentials: () => Promise<AwsCredentials>;
}

/** The services that the function calls, by the name in their host, with the name in their endpoint variable. */
const SERVICES = { secretsmanager: 'SECRETS_MANAGER', dynamodb: 'DYNAMODB' } as const;
export type AwsService = keyof typeof SERVICES;

interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration: Date;
}

/**
 * Reads the AWS_* variables that Lambda sets; credentials that are set later are heard as well. An endpoint is what
 * `AWS_ENDPOINT_URL_<SERVICE>` or `AWS_ENDPOINT_URL` says (AWS SDKs reference guide, "Service-specific endpoints").
 */
export function awsEnvironment(environment: NodeJS.ProcessEnv): AwsEnvironment {
  const region = environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? 'us-east-1';
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return {
    region,
    endpoint: (service) =>
      new URL(
        environment[`AWS_ENDPOINT_URL_${SERVICES[service]}`] ||
          environment.AWS_ENDPOINT_URL ||
          `https://${service}.${region}.${domain}`,
      ),
    credentials: async () => ({
      accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
      // Or the SDK would keep the first ones for ever.
      expiration: new Date(0),
      ...(environment.AWS_SESSION_TOKEN ? { sessionToken: environment.AWS_SESSION_TOKEN } : {}),
    }),
  };
}

/**
 * What the client of a service is made with: two short attempts, then the request is given up. The SDK itself
 * reads the endpoint variables; an opened connection that goes elsewhere is not used.
 */
export function clientOptions({ region, credentials, endpoint }: AwsEnvironment, service: AwsService) {
  return {
    region,
    credentials,
    maxAttempts: 2,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: CONNECTION_MS,
      requestTimeout: ATTEMPT_MS,
      throwOnRequestTimeout: true,
      httpsAgent: new ConnectionAheadAgent(endpoint(service)),
    },
  } as const;
}

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
