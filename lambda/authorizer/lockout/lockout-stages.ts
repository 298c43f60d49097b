import type { Clock } from '../clock';
import { CONSUMER_KEY_PATTERN } from '../contract';
import { Denied } from '../decision';
import { countsAsFailure } from '../failed-attempt';
import type { LockoutAttempt, LockoutStages } from '../ports';
import { sourceOf } from '../text/source';
import type { Trace } from '../trace';
import type { Attempt } from './failure-store';
import type { Lockout } from './lockout';

/**
 * Makes the stages of a lockout. A refusal shows no more than the request itself: it is the same for consumer keys that
 * exist and those that do not, and for right and wrong signatures.
 */
export function lockoutStages(lockout: Lockout, clock: Clock): LockoutStages {
  return ({ sourceIp, vpcEndpoint }, { consumerKey }, trace) => {
    const source = sourceOf(sourceIp, vpcEndpoint);
    // No consumer has such a key, and without an address there is nothing to lock.
    if (source === undefined || !CONSUMER_KEY_PATTERN.test(consumerKey)) return undefined;
    trace.claimedConsumerKey = consumerKey;
    return stagesOf({ consumerKey, source }, lockout, clock, trace);
  };
}

function stagesOf(attempt: Attempt, lockout: Lockout, clock: Clock, trace: Trace): LockoutAttempt {
  const note = (error: unknown): void => {
    trace.lockoutError = error instanceof Error ? error.name : typeof error;
  };
  const denied = (endsAt: number | undefined): Denied | undefined =>
    endsAt === undefined ? undefined : deny(endsAt, clock());
  return {
    guardKnownLock: async () => denied(await lockout.known(attempt, note)),
    guardCurrentLock: async () => denied(await lockout.current(attempt, note)),
    countFailure: async (failed) =>
      countsAsFailure(failed, trace) ? (denied(await lockout.count(attempt, note)) ?? failed) : failed,
  };
}

function deny(endsAt: number, nowMs: number): Denied {
  return new Denied('locked_out', {
    sentence: `The lock ends at ${new Date(endsAt * 1000).toISOString()}.`,
    retryAfter: Math.max(1, endsAt - Math.floor(nowMs / 1000)),
  });
}
