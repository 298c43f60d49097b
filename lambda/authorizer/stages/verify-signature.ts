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

/** Result of verifying a signature with a consumer's secrets. */
export interface SignatureOutcome {
  readonly signature: 'verified' | 'mismatch';
  /** Id of the secret that verified it. */
  readonly secretId?: string;
  /** Of a mismatch that an ended secret would have verified: its end, in epoch milliseconds. */
  readonly endedAtMs?: number;
}

/** The most secrets a consumer can have. Every request costs this many comparisons. */
const MAX_SECRETS = 2;

/**
 * Verifies a signature with each of a consumer's secrets. Missing secrets are replaced by a dummy key, so that every
 * request costs the same; its result is ignored. An ended secret verifies nothing: its match is only noted, so that
 * the refusal can name it to a client that still signs with it.
 */
export function verifySignature(
  claim: SignatureClaim,
  secrets: readonly VerificationKey[],
  dummyKey: KeyObject,
  nowMs: number,
): SignatureOutcome {
  let outcome: SignatureOutcome = { signature: 'mismatch' };
  for (let index = 0; index < MAX_SECRETS; index += 1) {
    const secret = secrets[index];
    const key = secret?.key ?? dummyKey;
    const compared = verifyHmacSignature(claim.signatureMethod, key, claim.baseString, claim.signature);
    if (secret && compared === 'verified' && outcome.signature === 'mismatch') outcome = outcomeOf(secret, nowMs);
  }
  return outcome;
}

function outcomeOf(secret: VerificationKey, nowMs: number): SignatureOutcome {
  if (isValid(secret, nowMs)) return { signature: 'verified', secretId: secret.id };
  return { signature: 'mismatch', ...(secret.validUntil !== undefined && { endedAtMs: secret.validUntil }) };
}

/** Tests that a secret has not ended. */
export function isValid({ validUntil }: VerificationKey, nowMs: number): boolean {
  return validUntil === undefined || nowMs < validUntil;
}
