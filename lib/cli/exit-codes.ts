import type { FailureCode } from '../onboarding/errors';

/** Exit codes of every command. */
export const EXIT_CODES = {
  done: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  conflict: 4,
  // Apart from failures, for whoever runs the report by a clock.
  nearlyUsed: 5,
  // As shells tell a program that Ctrl-C ended: 128 and the number of SIGINT.
  cancelled: 130,
} as const satisfies Record<FailureCode | 'done' | 'nearlyUsed' | 'cancelled', number>;

/** What each exit code means, for help and README. */
export const EXIT_CODE_MEANINGS: readonly (readonly [number, string])[] = [
  [EXIT_CODES.done, 'done, or nothing to do'],
  [EXIT_CODES.failed, 'refused or failed'],
  [EXIT_CODES.usage, 'wrong usage: an option, an argument or an input is not as expected; nothing was written or sent'],
  [EXIT_CODES.notFound, 'not found: environment, reseller, consumer, tier or code'],
  [EXIT_CODES.conflict, 'conflict: taken, changed by somebody else meanwhile, or in another state'],
  [EXIT_CODES.nearlyUsed, 'usage --nearly found somebody'],
  [EXIT_CODES.cancelled, 'cancelled at a prompt; nothing was written or sent'],
];
