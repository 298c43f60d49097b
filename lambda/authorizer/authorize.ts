import type { KeyObject } from 'node:crypto';
import { CONSUMER_KEY_PATTERN, credentialsSecretName } from './contract';
import type { Consumer, VerificationKey } from './consumers/consumer';
import type { CredentialsCache, Provenance, Verify } from './consumers/credentials-cache';
import { Allowed, Denied, type ConsumerIdentity, type Decision } from './decision';
import { AuthorizerUnavailableError } from './faults';
import { checkFreshness } from './stages/check-freshness';
import { guardHeaders } from './stages/guard-headers';
import { signatureBaseString } from './oauth1/signature-base-string';
import type { Clock, Knowledge, NonceStore } from './ports';
import { printableUri } from './text/printable';
import { readParameters, type AcceptableParameters } from './stages/read-parameters';
import { guardBody, guardPath, guardQuery } from './stages/guard-request';
import { readRequest, type SignedRequest } from './stages/read-request';
import type { AuthorizerSettings } from './settings';
import { verifySignature, type SignatureClaim } from './stages/verify-signature';

/** Everything outside of the request that a decision depends on. */
export interface AuthorizerPorts {
  readonly settings: AuthorizerSettings;
  readonly credentials: CredentialsCache;
  readonly nonces: NonceStore;
  readonly clock: Clock;
  /** A random key for the signatures of unknown consumers. */
  readonly dummyKey: KeyObject;
}

/** What happened on the way to a decision, for the log line; filled in as the stages are passed. */
export interface Trace {
  /** As sent, when it can be a consumer key; proves nothing. */
  claimedConsumerKey?: string;
  credentials?: Provenance;
  lookupMs?: number;
  claimMs?: number;
}

/**
 * Decides about one request: shape, freshness, consumer and signature, nonce, the consumer's own rules, in this
 * order. A request that is not signed can neither use up a nonce nor learn anything about a consumer.
 *
 * @throws AuthorizerUnavailableError when it cannot be decided
 */
export async function authorize(event: unknown, ports: AuthorizerPorts, trace: Trace = {}): Promise<Decision> {
  const { settings, clock } = ports;
  const request = readRequest(event);
  if (request instanceof Denied) return request;
  const refused =
    guardPath(request) ??
    guardHeaders(request.headers, settings.allowedApsHeaders) ??
    guardBody(request) ??
    guardQuery(request);
  if (refused) return refused;

  const parameters = readParameters(request, settings.signatureMethods);
  if (parameters instanceof Denied) return parameters;

  const fresh = checkFreshness(parameters.timestamp, clock(), settings);
  if (fresh instanceof Denied) return fresh;

  const consumer = await proveConsumer(request, parameters, ports, trace);
  if (consumer instanceof Denied) return consumer;

  const startedAt = clock();
  const claimed = await ports.nonces({ ...parameters, rememberUntil: fresh.rememberUntil });
  trace.claimMs = clock() - startedAt;
  if (claimed === 'used') return new Denied('nonce_used', {}, identityOf(consumer));

  return applyRules(consumer, request, parameters, clock());
}

/** Finds the consumer that signed the request. An unknown one is refused exactly as a wrong signature is. */
async function proveConsumer(
  request: SignedRequest,
  parameters: AcceptableParameters,
  { settings, credentials, clock, dummyKey }: AuthorizerPorts,
  trace: Trace,
): Promise<Consumer | Denied> {
  const claim: SignatureClaim = {
    signatureMethod: parameters.signatureMethod,
    baseString: signatureBaseString(request.method, request.uri, [...request.query, ...parameters.signed]),
    signature: parameters.signature,
  };
  const verify: Verify = (knowledge) => verifySignature(claim, secretsOf(knowledge), dummyKey, clock());

  const { consumerKey } = parameters;
  if (!CONSUMER_KEY_PATTERN.test(consumerKey)) {
    verify({ kind: 'unknown' });
    return signatureInvalid(request);
  }
  trace.claimedConsumerKey = consumerKey;

  const startedAt = clock();
  const { knowledge, provenance, signature } = await credentials.find(consumerKey, verify);
  trace.credentials = provenance;
  if (provenance === 'looked_up') trace.lookupMs = clock() - startedAt;

  // Where no secret can be read nobody can prove anything, and the consumer must not take the fault for its own.
  if (knowledge.kind === 'malformed' && (signature === 'verified' || !knowledge.secrets))
    throw malformed(settings.credentialsPrefix, consumerKey, knowledge.problem);
  return knowledge.kind === 'known' && signature === 'verified' ? knowledge.consumer : signatureInvalid(request);
}

/** Tells what the request was taken for: a caller that signed another host, path or query sees the difference. */
function signatureInvalid({ method, uri, query }: SignedRequest): Denied {
  const sentence = `It was compared over ${method} ${printableUri(uri)}; query parameters: ${query.length}.`;
  return new Denied('signature_invalid', { sentence });
}

function secretsOf(knowledge: Knowledge): readonly VerificationKey[] {
  if (knowledge.kind === 'known') return knowledge.consumer.secrets;
  return (knowledge.kind === 'malformed' && knowledge.secrets) || [];
}

function malformed(
  prefix: string,
  consumerKey: string,
  { member, expected }: { member: string; expected: string },
): Error {
  return new AuthorizerUnavailableError('credentials_malformed', {
    secretName: credentialsSecretName(prefix, consumerKey),
    member,
    expected,
  });
}

function applyRules(
  consumer: Consumer,
  { method, path, sourceIp }: SignedRequest,
  { signatureMethod }: AcceptableParameters,
  nowMs: number,
): Decision {
  for (const rule of consumer.rules) {
    const denied = rule({ method, path, sourceIp, signatureMethod, nowMs });
    if (denied) return new Denied(denied.reason, denied.detail, identityOf(consumer));
  }
  return new Allowed(identityOf(consumer), consumer.apiKeyValue);
}

function identityOf({ consumerKey, reseller, tier }: Consumer): ConsumerIdentity {
  return { consumerKey, reseller, tier };
}
