import type { Consumer } from '../consumer';
import { OnboardingError } from '../errors';
import { change } from './change';
import type { Surroundings } from './converge';
import type { PresentConsumer } from './present';
import type { Step } from './step';

/** A second secret beside the first, the end of that, or its undoing. */
export type RotateIntent =
  | {
      readonly kind: 'begin';
      readonly secret: string;
      /** Until when the present secret stays valid (ISO 8601); absent: not at all. */
      readonly overlapUntil?: string;
      readonly secretExpires?: string;
    }
  | { readonly kind: 'finish' }
  | { readonly kind: 'revert' };

/**
 * Steps that rotate a consumer secret; none when that secret is the newest already, or nothing is left to end.
 *
 * @throws OnboardingError `conflict` when there is no secret to go back to, or a rotation is under way
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
        return begin(consumer, intent, now);
      case 'finish':
        return { ...consumer, secrets: [consumer.secrets[0]] };
      case 'revert':
        return revert(consumer, now);
    }
  });
}

function begin(consumer: Consumer, intent: Extract<RotateIntent, { kind: 'begin' }>, now: string): Consumer {
  const [newest, older] = consumer.secrets;
  if (newest.value === intent.secret) return consumer;
  if (older?.validUntil !== undefined && !isOver(older.validUntil, now)) {
    throw new OnboardingError(
      'conflict',
      `A rotation of ${consumer.consumerKey} is still under way: its older secret is valid until ${older.validUntil}. End it with --finish or undo it with --revert, then rotate again.`,
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
  const earlier = expires !== undefined && Date.parse(expires) < Date.parse(intent.overlapUntil);
  const ending = {
    ...first,
    validUntil: earlier ? expires : intent.overlapUntil,
    ...(expires !== undefined && { expires }),
  };
  return { ...consumer, secrets: [added, ending], about };
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

function isOver(instant: string, now: string): boolean {
  return Date.parse(instant) <= Date.parse(now);
}
