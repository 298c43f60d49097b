import { type Consumer, isDebugged, type Knowledge, type VerificationKey } from '../consumers/consumer';
import type { Verify } from '../consumers/credentials-cache';
import { malformed } from '../consumers/malformed-fault';
import { CONSUMER_KEY_PATTERN } from '../contract';
import type { Denied } from '../decision';
import { signatureBaseString } from '../oauth1/signature-base-string';
import type { AuthorizerPorts } from '../ports';
import type { Trace } from '../trace';
import { denyEndedSecret, denySignature } from './deny-signature';
import { findSignatureFault } from './find-signature-fault';
import type { AcceptableParameters } from './read-parameters';
import type { SignedRequest } from './read-request';
import { type SignatureClaim, type SignatureOutcome, verifySignature } from './verify-signature';

type Ports = Pick<AuthorizerPorts, 'settings' | 'credentials' | 'clock' | 'dummyKey' | 'takeFaultTrial'>;

/**
 * Finds the consumer and verifies its signature (RFC 5849 §3.2). An unknown consumer is denied exactly as a wrong
 * signature is, after the same work.
 *
 * @throws AuthorizerUnavailableError when the credentials cannot be read
 */
export async function authenticateConsumer(
  request: SignedRequest,
  parameters: AcceptableParameters,
  ports: Ports,
  trace: Trace,
): Promise<Consumer | Denied> {
  const { settings, credentials, clock, dummyKey } = ports;
  const claim: SignatureClaim = {
    signatureMethod: parameters.signatureMethod,
    baseString: signatureBaseString(request.method, request.uri, [...request.query, ...parameters.signed]),
    signature: parameters.signature,
  };
  let outcome: SignatureOutcome = { signature: 'mismatch' };
  const verify: Verify = (knowledge) => {
    outcome = verifySignature(claim, secretsOf(knowledge), dummyKey, clock());
    return outcome.signature;
  };
  const deny = (secrets: readonly VerificationKey[]): Denied => {
    const fault = findSignatureFault(request, parameters, secrets, ports);
    if (fault) trace.signatureFault = fault.id;
    if (fault?.proves === 'secret') trace.secretProved = true;
    return denySignature(request, parameters, fault);
  };

  const { consumerKey } = parameters;
  if (!CONSUMER_KEY_PATTERN.test(consumerKey)) {
    verify({ kind: 'unknown' });
    return deny([]);
  }
  trace.claimedConsumerKey = consumerKey;

  const startedAt = clock();
  const { knowledge, provenance, signature } = await credentials.find(consumerKey, verify);
  trace.credentials = provenance;
  if (provenance === 'looked_up') trace.lookupMs = clock() - startedAt;
  if (knowledge.kind === 'known' && isDebugged(knowledge.consumer, startedAt)) trace.debug = true;

  // If no secret is readable, no signature can be verified, and the consumer must not be blamed for it.
  if (knowledge.kind === 'malformed' && (signature === 'verified' || !knowledge.secrets))
    throw malformed(settings.credentialsPrefix, consumerKey, knowledge.problem);
  if (knowledge.kind === 'known' && signature === 'verified') {
    if (outcome.secretId !== undefined) trace.secretId = outcome.secretId;
    return knowledge.consumer;
  }
  if (knowledge.kind === 'known' && outcome.endedAtMs !== undefined)
    return denyEndedSecret(knowledge.consumer, outcome.endedAtMs);
  return deny(secretsOf(knowledge));
}

function secretsOf(knowledge: Knowledge): readonly VerificationKey[] {
  if (knowledge.kind === 'known') return knowledge.consumer.secrets;
  return (knowledge.kind === 'malformed' && knowledge.secrets) || [];
}
