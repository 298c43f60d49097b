import { authorize } from '../../../lambda/authorizer/authorize';
import { type CredentialsSource, readKnowledge } from '../../../lambda/authorizer/consumers/consumer';
import type { CredentialsDocument } from '../../../lambda/authorizer/contract';
import { credentialsCache } from '../../../lambda/authorizer/consumers/credentials-cache';
import { type Allowed, type Decision, type Denied, Shed } from '../../../lambda/authorizer/decision';
import { hmacKey } from '../../../lambda/authorizer/oauth1/hmac-signature';
import type { AuthorizerPorts, NonceStore } from '../../../lambda/authorizer/ports';
import { readSettings } from '../../../lambda/authorizer/settings';
import { authenticateOAuth1 } from '../../../lambda/authorizer/stages/authenticate-oauth1';
import type { Trace } from '../../../lambda/authorizer/trace';
import { credentialsDocument } from './documents';

/** Changes of a test to the context of a decision. */
export interface World {
  readonly documents?: readonly CredentialsDocument[];
  readonly settings?: Readonly<Record<string, string>>;
  readonly clock?: () => number;
}

/** A decision with a result; throws for a shed request. */
export function unshed(decision: Decision): Allowed | Denied {
  if (decision instanceof Shed) throw new Error('The request was shed');
  return decision;
}

/** Ports without network: documents and nonces in memory. */
export function portsOf({
  documents = [credentialsDocument()],
  settings = {},
  clock = Date.now,
}: World = {}): AuthorizerPorts {
  const authorizerSettings = readSettings({
    APS_GATEWAY_CREDENTIALS_PREFIX: 'aps-gateway/test/acme/',
    APS_GATEWAY_NONCE_TABLE: 'nonces',
    ...settings,
  });
  return {
    settings: authorizerSettings,
    clock,
    authenticate: authenticateOAuth1,
    dummyKey: hmacKey('dummy'),
    takeFaultTrial: () => 'taken',
    nonces: nonceStore(),
    credentials: credentialsCache({
      lookUp: source(documents),
      clock,
      pause: async () => {},
      cacheSeconds: authorizerSettings.cacheSeconds,
      outageGraceSeconds: authorizerSettings.outageGraceSeconds,
    }),
  };
}

/** Decides about an event as the handler does. */
export function decide(event: unknown, world: World = {}, trace: Trace = {}): Promise<Decision> {
  return authorize(event, portsOf(world), trace);
}

/** The reason of a decision, or `allowed`. */
export async function reasonFor(event: unknown, world: World = {}): Promise<string> {
  const decision = await decide(event, world);
  return decision.effect === 'allow' ? 'allowed' : decision.reason;
}

export function source(documents: readonly CredentialsDocument[]): CredentialsSource {
  return async (consumerKey) => {
    const document = documents.find((candidate) => candidate.consumerKey === consumerKey);
    return document ? readKnowledge(consumerKey, JSON.stringify(document)) : { kind: 'unknown' };
  };
}

function nonceStore(): NonceStore {
  const claims = new Set<string>();
  return async ({ consumerKey, token, timestamp, nonce }) => {
    const claim = JSON.stringify([consumerKey, token, timestamp, nonce]);
    if (claims.has(claim)) return 'used';
    claims.add(claim);
    return 'claimed';
  };
}
