import type { SignatureMethod } from './contract';
import type { Consumer, VerificationKey } from './consumer';
import { verifyHmacSignature } from './oauth1/hmac-signature';

/** What a signature is verified over. */
export interface SignatureClaim {
  readonly signatureMethod: SignatureMethod;
  readonly baseString: string;
  readonly signature: string;
}

/**
 * Verifies a signature against each of a consumer's secrets that is still valid. An unknown consumer is given a dummy
 * key, whose verification costs the same and whose outcome does not matter.
 */
export function verifySignature(
  claim: SignatureClaim,
  consumer: Consumer | undefined,
  dummyKey: VerificationKey,
  nowMs: number,
): 'verified' | 'mismatch' {
  const keys = consumer?.secrets.filter(({ validUntil }) => validUntil === undefined || nowMs < validUntil) ?? [];
  // No valid secret left: still one HMAC, as for everybody.
  const tried = keys.length > 0 ? keys : [dummyKey];
  const outcomes = tried.map(({ key }) =>
    verifyHmacSignature(claim.signatureMethod, key, claim.baseString, claim.signature),
  );
  return keys.length > 0 && outcomes.includes('verified') ? 'verified' : 'mismatch';
}
