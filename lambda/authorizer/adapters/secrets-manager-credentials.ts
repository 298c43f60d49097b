import {
  GetSecretValueCommand,
  InvalidRequestException,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { readConsumer } from '../consumer';
import { credentialsSecretName } from '../contract';
import { MalformedDocumentError } from '../malformed-document';
import type { CredentialsSource, Knowledge } from '../ports';
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
        const { SecretString } = await client.send(command, { abortSignal });
        return readKnowledge(consumerKey, SecretString);
      } catch (error) {
        if (isGone(error)) return { kind: 'unknown' };
        throw error;
      }
    });
  };
}

function readKnowledge(consumerKey: string, document: string | undefined): Knowledge {
  try {
    return { kind: 'known', consumer: readConsumer(consumerKey, document) };
  } catch (error) {
    if (error instanceof MalformedDocumentError) return { kind: 'malformed', problem: error };
    throw error;
  }
}

/** No such secret; or one that is scheduled for deletion, which is an invalid request by the name of its error. */
function isGone(error: unknown): boolean {
  if (error instanceof ResourceNotFoundException) return true;
  return error instanceof InvalidRequestException && /delet/i.test(error.message);
}
