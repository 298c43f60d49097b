import { type Authentication, OAUTH1, oauth1Challenge } from '../authentication';
import { checkOf } from '../all-refusals';
import type { BearerSettings } from '../contract';
import type { Denied } from '../decision';
import type { DenyReason } from '../deny-reason';
import { type CommonReason, COMMON_REFUSALS } from '../refusals';
import { authenticateBearer } from './authenticate-bearer';
import { authenticateByScheme } from './authenticate-by-scheme';
import { isOnlyOfSignatures } from './only-of-signatures';
import { readEitherKnowledge } from './read-knowledge';
import { BEARER_REFUSALS, type BearerError, type BearerReason, TEXTS_WITH_TOKENS } from './refusals';
import type { SigningKeys } from './signing-keys';
import { withTexts } from './with-texts';

type Texts = Readonly<Record<DenyReason, Authentication['refusals'][string]>>;

/** Accepts bearer tokens, and OAuth 1.0a signatures if the settings name them as well. */
export function bearerAuthentication(settings: BearerSettings, keys: SigningKeys): Authentication {
  const { schemes } = settings;
  const isMixed = schemes.includes('oauth1');
  const refusals = withTexts(
    { ...COMMON_REFUSALS, ...BEARER_REFUSALS },
    TEXTS_WITH_TOKENS[isMixed ? 'either' : 'only'],
  );
  return {
    authenticate: authenticateByScheme({
      bearer: authenticateBearer(settings, keys),
      ...(isMixed && { oauth1: OAUTH1.authenticate }),
    }),
    isMixed,
    readKnowledge: readEitherKnowledge,
    refusals,
    checkOf: (reason) => (reason === 'identity_provider_unavailable' ? 'signature' : checkOf(reason)),
    challenge: (denied, realm) => challenge(denied, realm, { isMixed, refusals }),
  };
}

interface ChallengeOptions {
  readonly isMixed: boolean;
  readonly refusals: Texts;
}

/**
 * Formats one challenge for each accepted scheme (RFC 6750 §3, RFC 9110 §11.6.1). Each names the problem if its scheme can
 * have it; the first one always does.
 */
function challenge(denied: Denied, realm: string, { isMixed, refusals }: ChallengeOptions): string {
  const { reason } = denied;
  if (!isMixed) return bearerChallenge(denied, realm, refusals);
  if (isBearerReason(reason)) return `${bearerChallenge(denied, realm, refusals)}, OAuth realm="${realm}"`;
  const ofToken = isOnlyOfSignatures(reason) ? `Bearer realm="${realm}"` : bearerChallenge(denied, realm, refusals);
  return `${oauth1Challenge(denied, realm)}, ${ofToken}`;
}

function bearerChallenge({ reason }: Denied, realm: string, refusals: Texts): string {
  const error = isBearerReason(reason) ? BEARER_REFUSALS[reason].error : commonError(reason);
  const members = { realm, ...(error && { error, error_description: refusals[reason].message }) };
  return `Bearer ${Object.entries(members)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`;
}

/** A request without authentication gets no error code (RFC 6750 §3.1). */
const UNAUTHENTICATED: readonly string[] = ['authorization_missing', 'authorization_scheme_unsupported'];

function commonError(reason: CommonReason): BearerError | undefined {
  if (UNAUTHENTICATED.includes(reason)) return undefined;
  // A new token would not help, which is how a client reads invalid_token.
  return COMMON_REFUSALS[reason].shownTo === 'authenticated' ? 'insufficient_scope' : 'invalid_request';
}

function isBearerReason(reason: string): reason is BearerReason {
  return Object.hasOwn(BEARER_REFUSALS, reason);
}
