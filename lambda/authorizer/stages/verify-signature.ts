import type { KeyObject } from 'node:crypto';
import type { SignatureMethod } from '../contract';
import type { VerificationKey } from '../consumers/consumer';
import { verifyHmacSignature } from '../oauth1/hmac-signature';

/** What a signature is verified over. */
export interface SignatureClaim {
  readonly signatureMethod: SignatureMethod;
  readonly baseString: string;
  readonly signature: string;
}

/** How many secrets a consumer has at most; so many comparisons are made for each request. */
const SECRETS_AT_MOST = 2;

/**
 * Verifies a signature against each of a consumer's secrets that is still valid. A dummy key takes the place of those
 * that there are not: its comparison costs the same, and its outcome does not matter.
 */
export function verifySignature(
  claim: SignatureClaim,
  secrets: readonly VerificationKey[],
  dummyKey: KeyObject,
  nowMs: number,
): 'verified' | 'mismatch' {
  const keys = secrets.filter(({ validUntil }) => validUntil === undefined || nowMs < validUntil).map(({ key }) => key);
  let outcome: 'verified' | 'mismatch' = 'mismatch';
  for (let index = 0; index < SECRETS_AT_MOST; index += 1) {
    const key = keys[index];
    const compared = verifyHmacSignature(claim.signatureMethod, key ?? dummyKey, claim.baseString, claim.signature);
    if (key && compared === 'verified') outcome = 'verified';
  }
  return outcome;
}
