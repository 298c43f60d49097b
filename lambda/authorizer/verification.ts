import type { KeyObject } from 'node:crypto';
import type { SignatureMethod } from './contract';
import type { VerificationKey } from './consumer';
import { verifyHmacSignature } from './oauth1/hmac-signature';

/** What a signature is verified over. */
export interface SignatureClaim {
  readonly signatureMethod: SignatureMethod;
  readonly baseString: string;
  readonly signature: string;
}

/**
 * Verifies a signature against each of a consumer's secrets that is still valid. Where there is none, a dummy key takes
 * its place, whose verification costs the same and whose outcome does not matter.
 */
export function verifySignature(
  claim: SignatureClaim,
  secrets: readonly VerificationKey[],
  dummyKey: KeyObject,
  nowMs: number,
): 'verified' | 'mismatch' {
  const keys = secrets.filter(({ validUntil }) => validUntil === undefined || nowMs < validUntil).map(({ key }) => key);
  const tried = keys.length > 0 ? keys : [dummyKey];
  const outcomes = tried.map((key) =>
    verifyHmacSignature(claim.signatureMethod, key, claim.baseString, claim.signature),
  );
  return keys.length > 0 && outcomes.includes('verified') ? 'verified' : 'mismatch';
}
