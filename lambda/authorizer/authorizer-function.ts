import { randomBytes, randomUUID } from 'node:crypto';
import type { CallHost } from './adapters/aws-client';
import { type AwsEnvironment, readAwsEnvironment } from './adapters/aws-environment';
import { dynamodbNonces } from './adapters/dynamodb-nonces';
import { secretsManagerCredentials } from './adapters/secrets-manager-credentials';
import { type Authentication, OAUTH1 } from './authentication';
import { authorize } from './authorize';
import { credentialsCache } from './consumers/credentials-cache';
import { debugDetails } from './debug-detail';
import { type Decision, Shed } from './decision';
import { tokenBucket } from './consumers/token-bucket';
import { AuthorizerUnavailableError } from './faults';
import { logLine } from './log-line';
import { hmacKey } from './oauth1/hmac-signature';
import { authorizerResult, type AuthorizerResult } from './policy';
import { PlatformBusyError } from './platform-busy-error';
import type { AuthorizerPorts, Brakes } from './ports';
import { readSettings } from './settings';
import { policyResource, readRequestIds, type RequestIds } from './stages/read-request';
import type { Trace } from './trace';

/** As long as the secrets that the platform generates: 48 characters of base64. */
const DUMMY_SECRET_BYTES = 36;
/** Trials of known faults by each function instance. A trial takes about 0.2 ms of CPU time. */
const FAULT_TRIALS_BURST = 100;
const FAULT_TRIALS_PER_SECOND = 20;

/** Everything that the function takes from its process. */
export interface FunctionHost extends CallHost {
  readonly environmentVariables: NodeJS.ProcessEnv;
  /** Writes to the log; the text ends its own lines. */
  readonly write: (text: string) => void;
  /** Connects the brakes that the variables declare; absent in the function of gateways without one. */
  readonly connectBrakes?: (aws: AwsEnvironment, host: CallHost, variables: NodeJS.ProcessEnv) => Brakes;
}

/**
 * Makes the authorizer: a REQUEST authorizer event in, a policy out. A denial is a result like any other; a request
 * that cannot be checked makes it throw an AuthorizerUnavailableError, and one that is shed a PlatformBusyError. API
 * Gateway turns each into a 503 of its own.
 *
 * @throws SettingsError when an environment variable is missing or invalid
 */
export function authorizerFunction(
  host: FunctionHost,
  authentication: Authentication = OAUTH1,
): (event: unknown) => Promise<AuthorizerResult> {
  const { clock } = host;
  const ports = connect(host, authentication);
  const debugDetail = debugDetails(clock, authentication.checkOf);
  const { credentialsPrefix, realm } = ports.settings;
  const gateway = credentialsPrefix.split('/').slice(-3, -1).join('/');
  return async (event) => {
    const startedAt = clock();
    const trace: Trace = {};
    let ids: Partial<RequestIds> = {};
    let outcome: Decision | AuthorizerUnavailableError | undefined;
    let result: AuthorizerResult | undefined;
    try {
      ids = readRequestIds(event);
      outcome = await authorize(event, ports, trace);
      if (!(outcome instanceof Shed)) result = authorizerResult(outcome, policyResource(event), realm, authentication);
    } catch (error) {
      outcome = asFault(error);
    }
    const debug = debugDetail(event, outcome, trace);
    host.write(`${logLine(gateway, { outcome, ids, trace, debug, startedAt, endedAt: clock() })}\n`);
    if (result) return result;
    throw outcome instanceof Shed ? new PlatformBusyError() : withoutCause(asFault(outcome));
  };
}

function connect(host: FunctionHost, authentication: Authentication): AuthorizerPorts {
  const { environmentVariables, clock, pause } = host;
  const settings = readSettings(environmentVariables);
  const aws = readAwsEnvironment(environmentVariables);
  const lookUp = secretsManagerCredentials(aws, host, {
    prefix: settings.credentialsPrefix,
    read: (consumerKey, document) => authentication.readKnowledge(consumerKey, document, settings.operationGroups),
  });
  const { cacheSeconds, outageGraceSeconds } = settings;
  const cache = () => credentialsCache({ lookUp, clock, pause, cacheSeconds, outageGraceSeconds });
  return {
    settings,
    clock,
    authenticate: authentication.authenticate,
    credentials: cache(),
    ...(authentication.isMixed && { tokenCredentials: cache() }),
    nonces: dynamodbNonces(aws, host, settings.nonceTable, randomUUID),
    dummyKey: hmacKey(randomBytes(DUMMY_SECRET_BYTES).toString('base64url')),
    takeFaultTrial: tokenBucket(FAULT_TRIALS_BURST, FAULT_TRIALS_PER_SECOND, clock),
    ...host.connectBrakes?.(aws, host, environmentVariables),
  };
}

function asFault(cause: unknown): AuthorizerUnavailableError {
  if (cause instanceof AuthorizerUnavailableError) return cause;
  return new AuthorizerUnavailableError('internal', {}, { cause });
}

/** For the runtime, which writes what is thrown into the log: a cause's message may hold data of the request. */
function withoutCause({ fault, detail }: AuthorizerUnavailableError): AuthorizerUnavailableError {
  return new AuthorizerUnavailableError(fault, detail);
}
