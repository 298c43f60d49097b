import type { PublicConsumer, SigningConsumer } from '../consumer';
import { OnboardingError } from '../errors';
import { planChange } from './change';
import type { PlanContext } from './converge';
import type { CurrentState } from './current-state';
import { requireSecret } from './require-consumer';
import type { Step } from './step';

/** A rotation to a new secret, another end for its overlap, the end of the overlap now, or the way back. */
export type RotateIntent =
  | {
      readonly kind: 'begin';
      readonly secret: string;
      /** End of the previous secret (ISO 8601); absent: it ends at once. */
      readonly overlapUntil?: string;
      readonly secretExpires?: string;
      /** If the overlap to this very secret is already running: change its end to `overlapUntil`, or keep it. */
      readonly running: 'change' | 'keep';
    }
  /** Another end for a running overlap (ISO 8601); absent: now. */
  | { readonly kind: 'overlap'; readonly overlapUntil?: string }
  | { readonly kind: 'finish' }
  | { readonly kind: 'revert' };

type Begin = Extract<RotateIntent, { kind: 'begin' }>;

/**
 * Steps that rotate a consumer secret; none when nothing is left to do.
 *
 * @throws OnboardingError `conflict` when there is no previous secret to return to, another rotation is under way, or
 * the secret is already the current one, or the consumer has a subject instead; `usage` when the new secret would expire before the previous one
 */
export function planRotate(
  current: CurrentState,
  reseller: string,
  intent: RotateIntent,
  context: PlanContext,
): Step[] {
  return planChange(current, reseller, context, (stored) => {
    const consumer = requireSecret(stored);
    switch (intent.kind) {
      case 'begin':
        return requireNewerLasts(begin(consumer, intent, context.now));
      case 'overlap':
        return requireNewerLasts(endOverlap(consumer, intent.overlapUntil, context.now));
      case 'finish':
        return { ...consumer, secrets: [consumer.secrets[0]] };
      case 'revert':
        return revert(consumer, context.now);
    }
  });
}

/** End of the running overlap (ISO 8601), until which the previous secret is accepted; `undefined` without one. */
export function overlapOf({ secrets: [, older] }: Pick<PublicConsumer, 'secrets'>, now: string): string | undefined {
  const until = older?.validUntil;
  return until !== undefined && Date.parse(until) > Date.parse(now) ? until : undefined;
}

function begin(consumer: SigningConsumer, intent: Begin, now: string): SigningConsumer {
  const [newest] = consumer.secrets;
  if (newest.value === intent.secret) return beginAgain(consumer, intent, now);
  const overlap = overlapOf(consumer, now);
  if (overlap !== undefined) {
    throw new OnboardingError(
      'conflict',
      `A rotation of ${consumer.consumerKey} is still under way: its older secret is valid until ${overlap}. Finish or revert it, then rotate again.`,
    );
  }
  const added = {
    value: intent.secret,
    ...(intent.secretExpires !== undefined && { validUntil: intent.secretExpires }),
    addedAt: now,
  };
  const about = { ...consumer.about, rotatedAt: now };
  if (intent.overlapUntil === undefined) return { ...consumer, secrets: [added], about };
  const { validUntil: expires, ...first } = newest;
  return {
    ...consumer,
    secrets: [added, ending({ ...first, ...(expires && { expires }) }, intent.overlapUntil)],
    about,
  };
}

/** The given secret is already the newest: an earlier run added it, so only the end of its overlap may change. */
function beginAgain(
  consumer: SigningConsumer,
  { overlapUntil, secretExpires, running }: Begin,
  now: string,
): SigningConsumer {
  const [newest, older] = consumer.secrets;
  const kept = secretExpires === undefined ? newest : { ...newest, validUntil: secretExpires };
  if (overlapOf(consumer, now) === undefined) {
    // An interrupted run without overlap is repeated: it has already done what is asked.
    if (running === 'change' && overlapUntil === undefined) return { ...consumer, secrets: [kept] };
    const problem = `This is already the current secret of consumer ${consumer.consumerKey}, and no overlap is running: the rotation to it is over. For another rotation, generate a new secret in the platform and give that one.`;
    throw new OnboardingError('conflict', problem);
  }
  const expiring = { ...consumer, secrets: older ? ([kept, older] as const) : ([kept] as const) };
  return running === 'keep' ? expiring : endOverlap(expiring, overlapUntil, now);
}

/**
 * Returns the consumer if its new secret lasts longer than the previous one; otherwise clients that already switched
 * would be locked out while the others are still served.
 */
export function requireNewerLasts(consumer: SigningConsumer): SigningConsumer {
  const [newest, older] = consumer.secrets;
  const [last, first] = [newest.validUntil, older?.validUntil];
  if (last === undefined || first === undefined || Date.parse(last) > Date.parse(first)) return consumer;
  throw new OnboardingError(
    'usage',
    `The new secret would expire at ${last}, but the previous one is accepted until ${first}: give a shorter overlap, or a later end of the new secret.`,
  );
}

function endOverlap(consumer: SigningConsumer, until: string | undefined, now: string): SigningConsumer {
  const [newest, older] = consumer.secrets;
  if (!older || overlapOf(consumer, now) === undefined) {
    throw new OnboardingError(
      'conflict',
      `Consumer ${consumer.consumerKey} has no running overlap whose end could be changed. To rotate, give a new secret.`,
    );
  }
  return { ...consumer, secrets: until === undefined ? [newest] : [newest, ending(older, until)] };
}

/** A secret that ends with the overlap, or at its own expiry if that comes first. */
function ending<S extends SigningConsumer['secrets'][0]>(secret: S, overlapUntil: string): S {
  const { expires } = secret;
  const earlier = expires !== undefined && Date.parse(expires) < Date.parse(overlapUntil);
  return { ...secret, validUntil: earlier ? expires : overlapUntil };
}

function revert(consumer: SigningConsumer, now: string): SigningConsumer {
  const [, older] = consumer.secrets;
  if (!older) {
    const problem = `Consumer ${consumer.consumerKey} has only one consumer secret; there is no previous one to return to.`;
    throw new OnboardingError('conflict', problem);
  }
  const { validUntil: _end, expires, ...secret } = older;
  const back = { ...secret, ...(expires !== undefined && { validUntil: expires }) };
  return { ...consumer, secrets: [back], about: { ...consumer.about, rotatedAt: now } };
}
