import { type Authentication, OAUTH1, oauth1Challenge } from '../authentication';
import { checkOf } from '../all-refusals';
import type { BearerSettings, Scheme } from '../contract';
import type { Denied } from '../decision';
import { type CommonReason, COMMON_REFUSALS } from '../refusals';
import { authenticateBearer } from './authenticate-bearer';
import { authenticateByScheme } from './authenticate-by-scheme';
import { readEitherKnowledge } from './read-knowledge';
import { BEARER_REFUSALS, BEARER_REMEDIES, type BearerError, type BearerReason } from './refusals';
import type { SigningKeys } from './signing-keys';

/** Accepts bearer tokens, and OAuth 1.0a signatures if the settings name them as well. */
export function bearerAuthentication(settings: BearerSettings, keys: SigningKeys): Authentication {
  const { schemes } = settings;
  return {
    authenticate: authenticateByScheme({
      bearer: authenticateBearer(settings, keys),
      ...(schemes.includes('oauth1') && { oauth1: OAUTH1.authenticate }),
    }),
    readKnowledge: readEitherKnowledge,
    refusals: { ...COMMON_REFUSALS, ...BEARER_REFUSALS, ...unauthenticatedTexts(schemes) },
    checkOf: (reason) => (reason === 'identity_provider_unavailable' ? 'signature' : checkOf(reason)),
    challenge: (denied, realm) => challenge(denied, realm, schemes),
  };
}

/** Texts for a caller without any of the accepted schemes. */
function unauthenticatedTexts(schemes: readonly Scheme[]): Partial<Authentication['refusals']> & object {
  const remedy = schemes.includes('oauth1') ? BEARER_REMEDIES.either : BEARER_REMEDIES.only;
  const { authorization_missing: missing, authorization_scheme_unsupported: unsupported } = COMMON_REFUSALS;
  return {
    authorization_missing: { message: missing.message, remedy },
    authorization_scheme_unsupported: { message: unsupported.message, remedy },
  };
}

/**
 * Formats one challenge for each accepted scheme (RFC 6750 §3, RFC 9110 §11.6.1). The first is of the scheme that the
 * request failed with, and names the problem.
 */
function challenge(denied: Denied, realm: string, schemes: readonly Scheme[]): string {
  const { reason } = denied;
  if (!schemes.includes('oauth1')) return bearerChallenge(denied, realm);
  return isBearerReason(reason)
    ? `${bearerChallenge(denied, realm)}, OAuth realm="${realm}"`
    : `${oauth1Challenge(denied, realm)}, Bearer realm="${realm}"`;
}

function bearerChallenge({ reason }: Denied, realm: string): string {
  const { error, message } = isBearerReason(reason) ? BEARER_REFUSALS[reason] : commonProblem(reason);
  const members = { realm, ...(error && { error, error_description: message }) };
  return `Bearer ${Object.entries(members)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`;
}

/** A request without authentication gets no error code (RFC 6750 §3.1). */
const UNAUTHENTICATED: readonly string[] = ['authorization_missing', 'authorization_scheme_unsupported'];

function commonProblem(reason: CommonReason): { readonly error?: BearerError; readonly message: string } {
  const { message, shownTo } = COMMON_REFUSALS[reason];
  if (UNAUTHENTICATED.includes(reason)) return { message };
  // A new token would not help, which is how a client reads invalid_token.
  return { message, error: shownTo === 'authenticated' ? 'insufficient_scope' : 'invalid_request' };
}

function isBearerReason(reason: string): reason is BearerReason {
  return Object.hasOwn(BEARER_REFUSALS, reason);
}
