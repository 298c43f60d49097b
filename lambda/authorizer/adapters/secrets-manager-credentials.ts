import {
  GetSecretValueCommand,
  InvalidRequestException,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { type CredentialsSource, type Knowledge, readKnowledge } from '../consumers/consumer';
import { credentialsSecretName } from '../contract';
import { AuthorizerUnavailableError } from '../faults';
import { rehearse } from './rehearsal';
import { callWithin, clientOptions, type AwsEnvironment } from './aws-client';

/** Reads credentials secrets below a prefix (Secrets Manager API, GetSecretValue). */
export function secretsManagerCredentials(aws: AwsEnvironment, prefix: string): CredentialsSource {
  const client = new SecretsManagerClient(clientOptions(aws, 'secretsmanager'));
  rehearse(client, new GetSecretValueCommand({ SecretId: prefix }));
  return async (consumerKey) => {
    const command = new GetSecretValueCommand({ SecretId: credentialsSecretName(prefix, consumerKey) });
    return callWithin('credentials_unavailable', async (abortSignal): Promise<Knowledge> => {
      try {
        const { SecretString, SecretBinary } = await client.send(command, { abortSignal });
        // Some other server's answer, by status alone a success; what it leaves out is not the document's fault.
        if ((SecretString ?? SecretBinary) === undefined) {
          throw new AuthorizerUnavailableError('credentials_unavailable', { error: 'IncompleteAnswer' });
        }
        return readKnowledge(consumerKey, SecretString ?? '');
      } catch (error) {
        if (isGone(error)) return { kind: 'unknown' };
        throw error;
      }
    });
  };
}

/** No such secret; or one that is scheduled for deletion, which is an invalid request by the name of its error. */
function isGone(error: unknown): boolean {
  if (error instanceof ResourceNotFoundException) return true;
  return error instanceof InvalidRequestException && /delet/i.test(error.message);
}
