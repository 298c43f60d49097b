import {
  type AwsOperation,
  CALL_TIMEOUTS,
  type CallHost,
  type CallTimeouts,
} from '../../../lambda/authorizer/adapters/aws-client';
import type { AwsCredentials, AwsEnvironment } from '../../../lambda/authorizer/adapters/aws-environment';

/** Time-outs of a test that is not about them: twenty times the function's own, as the machine may be busy. */
export const LONG_TIMEOUTS: CallTimeouts = {
  ...CALL_TIMEOUTS,
  connectionMs: 10_000,
  attemptMs: 18_000,
  callMs: 40_000,
};

export const PUT_ITEM: AwsOperation = { service: 'dynamodb', target: 'DynamoDB_20120810.PutItem', version: '1.0' };

/** An environment in which both services are at one endpoint. */
export function awsAt(endpoint: string, credentials: Partial<AwsCredentials> = {}): AwsEnvironment {
  return {
    region: 'eu-central-1',
    endpoints: { dynamodb: new URL(endpoint), secretsmanager: new URL(endpoint) },
    credentials: () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI', ...credentials }),
  };
}

/** A host that does not wait between attempts. */
export function callHost(changes: Partial<CallHost> = {}): CallHost {
  return { clock: Date.now, pause: async () => {}, random: () => 0.5, timeouts: LONG_TIMEOUTS, ...changes };
}

/** Name of the error with which a call fails. */
export function nameOfFailure(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    (value) => `no failure: ${JSON.stringify(value)}`,
    (error: Error) => error.name,
  );
}
