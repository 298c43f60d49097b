import type { Consumer } from '../consumer';
import { OnboardingError } from '../errors';
import { change } from './change';
import type { Surroundings } from './converge';
import type { PresentConsumer } from './current-state';
import type { Step } from './step';

/** A second secret beside the first, another end of that, its end now, or its undoing. */
export type RotateIntent =
  | {
      readonly kind: 'begin';
      readonly secret: string;
      /** Until when the present secret stays valid (ISO 8601); absent: not at all. */
      readonly overlapUntil?: string;
      readonly secretExpires?: string;
      /** What becomes of the end of an overlap that is running to this very secret. */
      readonly running: 'change' | 'keep';
    }
  /** Another end of a running overlap (ISO 8601); absent: now. */
  | { readonly kind: 'overlap'; readonly overlapUntil?: string }
  | { readonly kind: 'finish' }
  | { readonly kind: 'revert' };

type Begin = Extract<RotateIntent, { kind: 'begin' }>;

/**
 * Steps that rotate a consumer secret; none when nothing is left to do.
 *
 * @throws OnboardingError `conflict` when there is no secret to go back to, another rotation is under way, or the
 * secret is the present one already; `usage` when the new secret would expire before the one before it
 */
export function planRotate(
  present: PresentConsumer,
  reseller: string,
  intent: RotateIntent,
  now: string,
  around: Surroundings,
): Step[] {
  return change(present, reseller, around, (consumer) => {
    switch (intent.kind) {
      case 'begin':
        return lasting(begin(consumer, intent, now));
      case 'overlap':
        return lasting(endOverlap(consumer, intent.overlapUntil, now));
      case 'finish':
        return { ...consumer, secrets: [consumer.secrets[0]] };
      case 'revert':
        return revert(consumer, now);
    }
  });
}

/** Until when the secret before the newest is accepted (ISO 8601); `undefined` when no overlap is running. */
export function overlapOf({ secrets: [, older] }: Pick<Consumer, 'secrets'>, now: string): string | undefined {
  const until = older?.validUntil;
  return until !== undefined && Date.parse(until) > Date.parse(now) ? until : undefined;
}

function begin(consumer: Consumer, intent: Begin, now: string): Consumer {
  const [newest] = consumer.secrets;
  if (newest.value === intent.secret) return beginAgain(consumer, intent, now);
  const overlap = overlapOf(consumer, now);
  if (overlap !== undefined) {
    throw new OnboardingError(
      'conflict',
      `A rotation of ${consumer.consumerKey} is still under way: its older secret is valid until ${overlap}. End it with --finish or undo it with --revert, then rotate again.`,
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

/** The secret is the newest already: during its overlap, which then may end at another time, it was the one before. */
function beginAgain(consumer: Consumer, { overlapUntil, secretExpires, running }: Begin, now: string): Consumer {
  const [newest, older] = consumer.secrets;
  const kept = secretExpires === undefined ? newest : { ...newest, validUntil: secretExpires };
  if (overlapOf(consumer, now) === undefined) {
    // What was asked for is so already: an interrupted run is repeated.
    if (running === 'change' && overlapUntil === undefined) return { ...consumer, secrets: [kept] };
    const problem = `This is the present secret of consumer ${consumer.consumerKey} already, and no overlap is running: the rotation to it is over. For another rotation, generate a new one in the platform, and give that.`;
    throw new OnboardingError('conflict', problem);
  }
  const expiring = { ...consumer, secrets: older ? ([kept, older] as const) : ([kept] as const) };
  return running === 'keep' ? expiring : endOverlap(expiring, overlapUntil, now);
}

/** The consumer, whose new secret has to last longer than the one before it: whoever changed over would fall out else. */
function lasting(consumer: Consumer): Consumer {
  const [newest, older] = consumer.secrets;
  const [last, first] = [newest.validUntil, older?.validUntil];
  if (last === undefined || first === undefined || Date.parse(last) > Date.parse(first)) return consumer;
  throw new OnboardingError(
    'usage',
    `The new secret would expire at ${last}, and the one before it be accepted until ${first}: give a shorter --overlap, or a later --secret-expires.`,
  );
}

function endOverlap(consumer: Consumer, until: string | undefined, now: string): Consumer {
  const [newest, older] = consumer.secrets;
  if (!older || overlapOf(consumer, now) === undefined) {
    throw new OnboardingError(
      'conflict',
      `Consumer ${consumer.consumerKey} has no overlap running whose end could be changed. To rotate, give a new secret.`,
    );
  }
  return { ...consumer, secrets: until === undefined ? [newest] : [newest, ending(older, until)] };
}

/** A secret as it ends with an overlap, or when it expires before that. */
function ending<S extends Consumer['secrets'][0]>(secret: S, overlapUntil: string): S {
  const { expires } = secret;
  const earlier = expires !== undefined && Date.parse(expires) < Date.parse(overlapUntil);
  return { ...secret, validUntil: earlier ? expires : overlapUntil };
}

function revert(consumer: Consumer, now: string): Consumer {
  const [, older] = consumer.secrets;
  if (!older) {
    const problem = `Consumer ${consumer.consumerKey} has one consumer secret; there is none before it to go back to.`;
    throw new OnboardingError('conflict', problem);
  }
  const { validUntil: _end, expires, ...secret } = older;
  const back = { ...secret, ...(expires !== undefined && { validUntil: expires }) };
  return { ...consumer, secrets: [back], about: { ...consumer.about, rotatedAt: now } };
}
