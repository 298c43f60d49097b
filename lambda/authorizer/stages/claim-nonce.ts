import { type ConsumerIdentity, Denied, identityOf } from '../decision';
import type { AuthorizerPorts, NonceClaim } from '../ports';
import type { Trace } from '../trace';

/**
 * Claims the nonce of an authenticated request (RFC 5849 §3.3); denies a request whose nonce was claimed before.
 *
 * @throws AuthorizerUnavailableError when the store cannot confirm the claim
 */
export async function claimNonce(
  consumer: ConsumerIdentity,
  { consumerKey, token, timestamp, nonce, rememberUntil }: NonceClaim,
  { nonces, clock }: Pick<AuthorizerPorts, 'nonces' | 'clock'>,
  trace: Trace,
): Promise<Denied | undefined> {
  const startedAt = clock();
  const claimed = await nonces({ consumerKey, token, timestamp, nonce, rememberUntil });
  trace.claimMs = clock() - startedAt;
  return claimed === 'used' ? new Denied('nonce_used', {}, identityOf(consumer)) : undefined;
}
