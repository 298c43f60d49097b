import { type Consumer, isDebugged, type Knowledge, type VerificationKey } from '../consumers/consumer';
import type { Verify } from '../consumers/credentials-cache';
import type { MalformedDocumentError } from '../consumers/malformed-document';
import { CONSUMER_KEY_PATTERN, credentialsSecretName } from '../contract';
import type { Denied } from '../decision';
import { AuthorizerUnavailableError } from '../faults';
import { signatureBaseString } from '../oauth1/signature-base-string';
import type { AuthorizerPorts } from '../ports';
import type { Trace } from '../trace';
import { denySignature } from './deny-signature';
import type { AcceptableParameters } from './read-parameters';
import type { SignedRequest } from './read-request';
import { type SignatureClaim, verifySignature } from './verify-signature';

/**
 * Finds the consumer and verifies its signature (RFC 5849 §3.2). An unknown consumer is denied exactly as a wrong
 * signature is, after the same work.
 *
 * @throws AuthorizerUnavailableError when the credentials cannot be read
 */
export async function authenticateConsumer(
  request: SignedRequest,
  parameters: AcceptableParameters,
  { settings, credentials, clock, dummyKey }: Pick<AuthorizerPorts, 'settings' | 'credentials' | 'clock' | 'dummyKey'>,
  trace: Trace,
): Promise<Consumer | Denied> {
  const claim: SignatureClaim = {
    signatureMethod: parameters.signatureMethod,
    baseString: signatureBaseString(request.method, request.uri, [...request.query, ...parameters.signed]),
    signature: parameters.signature,
  };
  let secretId: string | undefined;
  const verify: Verify = (knowledge) => {
    const outcome = verifySignature(claim, secretsOf(knowledge), dummyKey, clock());
    secretId = outcome.signature === 'verified' ? outcome.secretId : undefined;
    return outcome.signature;
  };

  const { consumerKey } = parameters;
  if (!CONSUMER_KEY_PATTERN.test(consumerKey)) {
    verify({ kind: 'unknown' });
    return denySignature(request, parameters);
  }
  trace.claimedConsumerKey = consumerKey;

  const startedAt = clock();
  const { knowledge, provenance, signature } = await credentials.find(consumerKey, verify);
  trace.credentials = provenance;
  if (signature === 'verified' && secretId !== undefined) trace.secretId = secretId;
  if (provenance === 'looked_up') trace.lookupMs = clock() - startedAt;
  if (knowledge.kind === 'known' && isDebugged(knowledge.consumer, startedAt)) trace.debug = true;

  // If no secret is readable, no signature can be verified, and the consumer must not be blamed for it.
  if (knowledge.kind === 'malformed' && (signature === 'verified' || !knowledge.secrets))
    throw malformed(settings.credentialsPrefix, consumerKey, knowledge.problem);
  return knowledge.kind === 'known' && signature === 'verified'
    ? knowledge.consumer
    : denySignature(request, parameters);
}

function secretsOf(knowledge: Knowledge): readonly VerificationKey[] {
  if (knowledge.kind === 'known') return knowledge.consumer.secrets;
  return (knowledge.kind === 'malformed' && knowledge.secrets) || [];
}

function malformed(prefix: string, consumerKey: string, { member, expected }: MalformedDocumentError): Error {
  return new AuthorizerUnavailableError('credentials_malformed', {
    secretName: credentialsSecretName(prefix, consumerKey),
    member,
    expected,
  });
}
