import { credentialsSecretName } from '../contract';
import { AuthorizerUnavailableError } from '../faults';
import type { MalformedDocumentError } from './malformed-document';

/** Makes the fault of a consumer whose document is malformed. */
export function malformed(
  prefix: string,
  consumerKey: string,
  { member, expected }: MalformedDocumentError,
): AuthorizerUnavailableError {
  return new AuthorizerUnavailableError('credentials_malformed', {
    secretName: credentialsSecretName(prefix, consumerKey),
    member,
    expected,
  });
}
