import { type Authentication, OAUTH1, oauth1Challenge } from '../authentication';
import { checkOf } from '../all-refusals';
import type { BearerSettings, Scheme } from '../contract';
import type { Denied } from '../decision';
import { type CommonReason, COMMON_REFUSALS } from '../refusals';
import { authenticateBearer } from './authenticate-bearer';
import { authenticateByScheme } from './authenticate-by-scheme';
import { isOnlyOfSignatures } from './only-of-signatures';
import { readEitherKnowledge } from './read-knowledge';
import { BEARER_REFUSALS, type BearerError, type BearerReason, REMEDIES_WITH_TOKENS } from './refusals';
import type { SigningKeys } from './signing-keys';

type Texts = Authentication['refusals'][string];

/** Accepts bearer tokens, and OAuth 1.0a signatures if the settings name them as well. */
export function bearerAuthentication(settings: BearerSettings, keys: SigningKeys): Authentication {
  const { schemes } = settings;
  const isMixed = schemes.includes('oauth1');
  return {
    authenticate: authenticateByScheme({
      bearer: authenticateBearer(settings, keys),
      ...(isMixed && { oauth1: OAUTH1.authenticate }),
    }),
    isMixed,
    readKnowledge: readEitherKnowledge,
    refusals: { ...COMMON_REFUSALS, ...BEARER_REFUSALS, ...textsOf(schemes) },
    checkOf: (reason) => (reason === 'identity_provider_unavailable' ? 'signature' : checkOf(reason)),
    challenge: (denied, realm) => challenge(denied, realm, schemes),
  };
}

/** Texts of common refusals whose remedy depends on the schemes. */
function textsOf(schemes: readonly Scheme[]): Readonly<Record<string, Texts>> {
  const remedies = REMEDIES_WITH_TOKENS[schemes.includes('oauth1') ? 'either' : 'only'];
  return Object.fromEntries(
    Object.entries(remedies).map(([reason, remedy]) => {
      const { message } = COMMON_REFUSALS[reason as keyof typeof remedies];
      return [reason, { message, remedy }] as const;
    }),
  );
}

/**
 * Formats one challenge for each accepted scheme (RFC 6750 §3, RFC 9110 §11.6.1). Each names the problem if its scheme can
 * have it; the first one always does.
 */
function challenge(denied: Denied, realm: string, schemes: readonly Scheme[]): string {
  const { reason } = denied;
  if (!schemes.includes('oauth1')) return bearerChallenge(denied, realm);
  if (isBearerReason(reason)) return `${bearerChallenge(denied, realm)}, OAuth realm="${realm}"`;
  const ofToken = isOnlyOfSignatures(reason) ? `Bearer realm="${realm}"` : bearerChallenge(denied, realm);
  return `${oauth1Challenge(denied, realm)}, ${ofToken}`;
}

function bearerChallenge({ reason }: Denied, realm: string): string {
  const problem = isBearerReason(reason) ? BEARER_REFUSALS[reason] : commonProblem(reason);
  const members = { realm, ...(problem && { error: problem.error, error_description: problem.message }) };
  return `Bearer ${Object.entries(members)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`;
}

/** A request without authentication gets no error code (RFC 6750 §3.1). */
const UNAUTHENTICATED: readonly string[] = ['authorization_missing', 'authorization_scheme_unsupported'];

function commonProblem(reason: CommonReason): { readonly error: BearerError; readonly message: string } | undefined {
  if (UNAUTHENTICATED.includes(reason)) return undefined;
  const { message, shownTo } = COMMON_REFUSALS[reason];
  // A new token would not help, which is how a client reads invalid_token.
  return { message, error: shownTo === 'authenticated' ? 'insufficient_scope' : 'invalid_request' };
}

function isBearerReason(reason: string): reason is BearerReason {
  return Object.hasOwn(BEARER_REFUSALS, reason);
}
