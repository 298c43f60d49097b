import type { FailureCode } from '../onboarding/errors';

/** Exit codes of every command. */
export const EXIT_CODES = {
  done: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  conflict: 4,
  // Not a failure, for scheduled reports.
  finding: 5,
  // As shells report a program that Ctrl-C ended: 128 and the number of SIGINT.
  cancelled: 130,
} as const satisfies Record<FailureCode | 'done' | 'finding' | 'cancelled', number>;

/** Meaning of each exit code, for help. */
export const EXIT_CODE_MEANINGS: readonly (readonly [number, string])[] = [
  [EXIT_CODES.done, 'done, or nothing to do'],
  [EXIT_CODES.failed, 'refused or failed'],
  [
    EXIT_CODES.usage,
    'wrong usage: an option, an argument, an input or a configuration file is invalid; nothing was written or sent',
  ],
  [EXIT_CODES.notFound, 'not found: environment, reseller, consumer, tier or code'],
  [EXIT_CODES.conflict, 'conflict: already exists, changed by someone else at the same time, or in another state'],
  [
    EXIT_CODES.finding,
    'usage --nearly or impact found an affected consumer, diagnose a cause, or status something that needs attention',
  ],
  [EXIT_CODES.cancelled, 'cancelled at a prompt; nothing was written or sent'],
];
