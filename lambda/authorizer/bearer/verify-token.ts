import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { Clock } from '../clock';
import type { BearerSettings } from '../contract';
import { Denied } from '../decision';
import { printable } from '../text/printable';
import type { UnverifiedToken } from './read-token';
import type { SigningKeys } from './signing-keys';

/**
 * Verifies the signature of a token, then its claims (RFC 7519 §4.1, RFC 8725). Returns its subject.
 *
 * @throws AuthorizerUnavailableError when the identity provider's keys cannot be had
 */
export async function verifyToken(
  token: UnverifiedToken,
  keys: SigningKeys,
  settings: BearerSettings,
  clock: Clock,
): Promise<string | Denied> {
  const key = await keys.find(token);
  if (key === 'unknown') return new Denied('token_invalid', { sentence: 'It publishes no key with this kid and alg.' });
  if (key === 'ambiguous')
    return new Denied('token_invalid', {
      sentence: 'It publishes several keys that the kid and alg of the token fit.',
    });
  const now = clock();
  try {
    const { payload } = await jwtVerify(token.text, key, {
      algorithms: [token.algorithm],
      issuer: settings.issuer,
      audience: settings.audience,
      requiredClaims: ['exp'],
      clockTolerance: settings.leewaySeconds,
      currentDate: new Date(now),
    });
    return readSubject(payload, settings, now);
  } catch (error) {
    if (error instanceof errors.JOSEError) return denyClaim(error);
    throw error;
  }
}

function readSubject(
  payload: JWTPayload,
  { subjectClaim, leewaySeconds }: BearerSettings,
  nowMs: number,
): string | Denied {
  // The library has refused an iat that is not a number.
  const { iat = 0 } = payload;
  if (iat > nowMs / 1000 + leewaySeconds) return new Denied('token_not_yet_valid', { sentence: 'The claim is iat.' });
  const subject = Object.hasOwn(payload, subjectClaim) ? payload[subjectClaim] : undefined;
  return typeof subject === 'string' && subject !== '' ? subject : claimInvalid(subjectClaim);
}

/**
 * Turns the problem that the library found into a denial. An unproved token can only be denied as invalid or malformed:
 * the library reads no claim before it has verified the signature.
 */
function denyClaim(error: errors.JOSEError): Denied {
  if (error instanceof errors.JWSSignatureVerificationFailed) return new Denied('token_invalid');
  if (error instanceof errors.JWTExpired) return new Denied('token_expired', { sentence: endOf(error.payload) });
  if (!(error instanceof errors.JWTClaimValidationFailed)) return new Denied('token_malformed');
  const { claim, reason } = error;
  if (reason !== 'check_failed') return claimInvalid(claim);
  if (claim === 'iss') return new Denied('token_issuer_refused');
  if (claim === 'aud') return new Denied('token_audience_refused');
  // The only other claim whose value the library checks is nbf.
  return new Denied('token_not_yet_valid', { sentence: `The claim is ${claim}.` });
}

function endOf({ exp = 0 }: JWTPayload): string {
  const end = new Date(exp * 1000);
  return Number.isNaN(end.getTime()) ? '' : `It ended at ${end.toISOString()}.`;
}

function claimInvalid(claim: string): Denied {
  return new Denied('token_claims_invalid', { sentence: `The claim is ${printable(claim)}.` });
}
