import type { CredentialsSource, Knowledge } from '../consumers/consumer';
import { credentialsSecretName } from '../contract';
import { AwsCallError, awsCall, type AwsOperation, type CallHost, RefusedCallError } from './aws-client';
import type { AwsEnvironment } from './aws-environment';
import type { JsonObject } from '../json-object';
import { type FaultOf, orFault } from './or-fault';

const GET_SECRET_VALUE: AwsOperation = {
  service: 'secretsmanager',
  target: 'secretsmanager.GetSecretValue',
  version: '1.1',
};

interface CredentialsOptions {
  readonly prefix: string;
  readonly read: (consumerKey: string, document: string) => Knowledge;
}

/**
 * Reads credentials secrets (Secrets Manager API, GetSecretValue).
 *
 * @param prefix of their names
 * @param read reads the document in one
 */
export function secretsManagerCredentials(
  aws: AwsEnvironment,
  host: CallHost,
  { prefix, read }: CredentialsOptions,
): CredentialsSource {
  const call = awsCall(aws, GET_SECRET_VALUE, host);
  return (consumerKey) =>
    orFault(faultOf, async (): Promise<Knowledge> => {
      const SecretId = credentialsSecretName(prefix, consumerKey);
      const answer = await call({ SecretId });
      if (answer.kind === 'output') return read(consumerKey, secretText(answer.output, SecretId));
      if (isGone(answer)) return { kind: 'unknown' };
      throw new RefusedCallError(answer.name);
    });
}

/**
 * A refusal, such as AccessDeniedException or DecryptionFailure (a disabled or denied key), is the provider's decision or
 * a mistake in the deployment. Only an outage lets cached credentials be used longer, so the two are distinguished.
 */
const faultOf: FaultOf = (error) =>
  error instanceof RefusedCallError ? 'credentials_refused' : 'credentials_unavailable';

/** The text of the secret that was asked for; empty if the secret is binary, which is not a credentials document. */
function secretText({ Name, SecretString, SecretBinary }: JsonObject, name: string): string {
  if (Name === name && typeof SecretString === 'string') return SecretString;
  if (Name === name && typeof SecretBinary === 'string') return '';
  // Another server's page, or the answer to another request. It says nothing about this secret's document.
  throw new AwsCallError('UnexpectedAnswer');
}

/**
 * Tests whether an error means that the secret does not exist, or that it is scheduled for deletion. Only its message tells
 * that from other invalid states, such as a key that is scheduled for deletion: then no consumer can be read.
 */
function isGone({ name, message }: { readonly name: string; readonly message: string }): boolean {
  if (name === 'InvalidRequestException') return /delet/i.test(message) && !/\b(?:key|kms)\b/i.test(message);
  return name === 'ResourceNotFoundException';
}
