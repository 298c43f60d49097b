import type { KeyObject } from 'node:crypto';
import type { SignatureMethod } from '../contract';
import type { VerificationKey } from '../consumers/consumer';
import { verifyHmacSignature } from '../oauth1/hmac-signature';

/** A signature, with the method and base string that it claims to sign. */
export interface SignatureClaim {
  readonly signatureMethod: SignatureMethod;
  readonly baseString: string;
  readonly signature: string;
}

/** A verified signature comes with the id of the secret that verified it. */
export type SignatureOutcome =
  { readonly signature: 'verified'; readonly secretId: string } | { readonly signature: 'mismatch' };

/** The most secrets a consumer can have. Every request costs this many comparisons. */
const MAX_SECRETS = 2;

/**
 * Verifies a signature with each of a consumer's secrets that is still valid. Missing secrets are replaced by a dummy
 * key, so that every request costs the same; its result is ignored.
 */
export function verifySignature(
  claim: SignatureClaim,
  secrets: readonly VerificationKey[],
  dummyKey: KeyObject,
  nowMs: number,
): SignatureOutcome {
  const valid = secrets.filter(({ validUntil }) => validUntil === undefined || nowMs < validUntil);
  let outcome: SignatureOutcome = { signature: 'mismatch' };
  for (let index = 0; index < MAX_SECRETS; index += 1) {
    const secret = valid[index];
    const key = secret?.key ?? dummyKey;
    const compared = verifyHmacSignature(claim.signatureMethod, key, claim.baseString, claim.signature);
    if (secret && compared === 'verified') outcome = { signature: 'verified', secretId: secret.id };
  }
  return outcome;
}
