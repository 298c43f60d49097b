import { CALL_TIMEOUTS, type AwsOperation, type CallHost } from '../../../lambda/authorizer/adapters/aws-client';
import type { AwsCredentials, AwsEnvironment } from '../../../lambda/authorizer/adapters/aws-environment';

export const PUT_ITEM: AwsOperation = { service: 'dynamodb', target: 'DynamoDB_20120810.PutItem', version: '1.0' };

/** An environment in which both services are at one endpoint. */
export function awsAt(endpoint: string, credentials: Partial<AwsCredentials> = {}): AwsEnvironment {
  return {
    region: 'eu-central-1',
    endpoints: { dynamodb: new URL(endpoint), secretsmanager: new URL(endpoint) },
    credentials: () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI', ...credentials }),
  };
}

/** A host that does not wait between attempts, with the function's own time-outs. */
export function callHost(changes: Partial<CallHost> = {}): CallHost {
  return { clock: Date.now, pause: async () => {}, random: () => 0.5, timeouts: CALL_TIMEOUTS, ...changes };
}
