import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { awsEnvironment } from './adapters/aws-client';
import { dynamodbNonces } from './adapters/dynamodb-nonces';
import { secretsManagerCredentials } from './adapters/secrets-manager-credentials';
import { authorize } from './authorize';
import { credentialsCache } from './consumers/credentials-cache';
import { AuthorizerUnavailableError } from './faults';
import { logLine } from './log-line';
import { authorizerResult, type AuthorizerResult } from './policy';
import type { AuthorizerPorts } from './ports';
import { policyResource, readRequestIds } from './stages/read-request';
import { readSettings } from './settings';
import type { Trace } from './trace';

// Made while the function instance starts, when Lambda gives it most CPU, and not in its first request.
const settings = readSettings(process.env);
const aws = awsEnvironment(process.env);
const clock = (): number => Date.now();
const ports: AuthorizerPorts = {
  settings,
  clock,
  credentials: credentialsCache({
    lookUp: secretsManagerCredentials(aws, settings.credentialsPrefix),
    clock,
    pause,
    cacheSeconds: settings.cacheSeconds,
    outageGraceSeconds: settings.outageGraceSeconds,
  }),
  nonces: dynamodbNonces(aws, settings.nonceTable, randomUUID),
  dummyKey: createSecretKey(randomBytes(32)),
};
const gateway = settings.credentialsPrefix.split('/').slice(-3, -1).join('/');

/**
 * The Lambda function: a REQUEST authorizer event in, a policy out. A denial is a result like any other.
 *
 * @throws AuthorizerUnavailableError when the request could not be checked, which API Gateway turns into 503
 */
export async function handler(event: unknown): Promise<AuthorizerResult> {
  const startedAt = clock();
  const trace: Trace = {};
  const outcome = await authorize(event, ports, trace).catch(asFault);
  // Not by console: Lambda would put a prefix before the line, and CloudWatch find no metrics in it.
  process.stdout.write(
    `${logLine(gateway, { outcome, ids: readRequestIds(event), trace, startedAt, endedAt: clock() })}\n`,
  );
  if (outcome instanceof AuthorizerUnavailableError) throw outcome;
  return authorizerResult(outcome, policyResource(event), settings.realm);
}

function asFault(error: unknown): AuthorizerUnavailableError {
  if (error instanceof AuthorizerUnavailableError) return error;
  return new AuthorizerUnavailableError('internal', { error: error instanceof Error ? error.name : typeof error });
}
