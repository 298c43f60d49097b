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
): 'verified' | 'mismatch' {
  const keys = secrets.filter(({ validUntil }) => validUntil === undefined || nowMs < validUntil).map(({ key }) => key);
  let outcome: 'verified' | 'mismatch' = 'mismatch';
  for (let index = 0; index < MAX_SECRETS; index += 1) {
    const key = keys[index];
    const compared = verifyHmacSignature(claim.signatureMethod, key ?? dummyKey, claim.baseString, claim.signature);
    if (key && compared === 'verified') outcome = 'verified';
  }
  return outcome;
}
