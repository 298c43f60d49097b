import { type Check, checkOf } from './checks';
import { type Knowledge, readKnowledge } from './consumers/consumer';
import type { OperationGroups } from './contract';
import type { Denied } from './decision';
import type { Authenticate } from './ports';
import { type CommonReason, COMMON_REFUSALS, type DenyRefusal } from './refusals';
import { authenticateOAuth1 } from './stages/authenticate-oauth1';

/**
 * A way to authenticate requests, and all that depends on it. Each way has an entry point of its own, so that no
 * bundle carries another's code.
 */
export interface Authentication {
  readonly authenticate: Authenticate;
  /** True for signatures and tokens: their look-ups are kept apart, because anyone can use up those of signatures. */
  readonly isMixed?: boolean;
  /** Reads a credentials document. */
  readonly readKnowledge: (consumerKey: string, document: string, groups: OperationGroups) => Knowledge;
  /** The refusals that it can cause, by deny reason. */
  readonly refusals: Readonly<Record<string, Pick<DenyRefusal, 'message' | 'remedy'>>>;
  /** Returns the check that a deny reason or fault comes from. */
  readonly checkOf: (reason: string) => Check | undefined;
  /**
   * Formats `WWW-Authenticate`.
   *
   * @param realm printable ASCII without quotes and backslashes
   */
  readonly challenge: (denied: Denied, realm: string) => string;
}

/** Accepts OAuth 1.0a signatures only. */
export const OAUTH1: Authentication = {
  authenticate: authenticateOAuth1,
  readKnowledge,
  refusals: COMMON_REFUSALS,
  checkOf,
  challenge: oauth1Challenge,
};

/** Formats a challenge (RFC 5849 §3.2, RFC 9110 §11.6.1) with the OAuth Problem Reporting extension. */
export function oauth1Challenge({ reason, detail }: Denied, realm: string): string {
  const members = { realm, oauth_problem: COMMON_REFUSALS[reason as CommonReason].problem, ...detail.challenge };
  return `OAuth ${Object.entries(members)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`;
}
