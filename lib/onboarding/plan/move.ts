import type { Consumer } from '../consumer';
import { OnboardingError } from '../errors';
import { requireDescriptionFits } from '../documents/record-codec';
import { requireTierChange } from './change';
import { converge, type PlanContext, requireTier } from './converge';
import type { CurrentState } from './current-state';
import { planOffboard } from './offboard';
import { offboardedConsumer, requireReseller, unknownConsumer } from './require-consumer';
import { requireScheme } from './require-scheme';
import { requireServable } from './servable';
import type { Step } from './step';

/** A move of a consumer to the gateway of another reseller. */
export interface MoveIntent {
  readonly from: string;
  readonly to: string;
  /** Its tier there; that of the same name when absent. */
  readonly tier?: string;
  /** Ends it at the old gateway; otherwise both serve it. */
  readonly finish: boolean;
}

/** A gateway of a move, with everything that it holds for the consumer. */
export interface MovePlace {
  readonly current: CurrentState;
  readonly context: PlanContext;
}

/** Days in which the end at the old gateway can be undone. */
const RECOVERY_DAYS = 30;

/**
 * Steps that move a consumer to another gateway; none when nothing is left to do. The new gateway serves the consumer
 * before the old one ends it, so after any step at least one of them does.
 *
 * @throws OnboardingError `notFound` for an unknown consumer or tier, `conflict` when the new gateway has a different
 * consumer of this key, or when the consumer was offboarded
 */
export function planMove(source: MovePlace, target: MovePlace, intent: MoveIntent): readonly Step[] {
  const { from, to, finish } = intent;
  const { credentials } = source.current;
  const moved = movedConsumer(target, intent);
  if (credentials.state !== 'stored') {
    if (!moved) throw unknownConsumer(source.current.consumerKey, from);
    const completed = converge(target.current, moved, target.context);
    return finish ? [...completed, ...planOffboard(source.current, from, RECOVERY_DAYS, source.context)] : completed;
  }
  const { consumer } = credentials;
  if (consumer.reseller !== to) requireReseller(consumer, from);
  if (!moved && consumer.about.offboarding) throw offboardedConsumer(consumer.consumerKey, consumer.reseller);
  const arrived = moved
    ? converge(target.current, requireSame(moved, consumer), target.context)
    : arrive(consumer, target, intent, source.context.gateway.resellerId);
  return finish
    ? [...arrived, ...planOffboard(source.current, consumer.reseller, RECOVERY_DAYS, source.context)]
    : arrived;
}

/** The consumer at the new gateway, if an earlier run stored it; at the end of the move without the note about the old one. */
function movedConsumer({ current }: MovePlace, { to, finish }: MoveIntent): Consumer | undefined {
  const { credentials, consumerKey } = current;
  if (credentials.state === 'absent') return undefined;
  if (credentials.state === 'scheduled' || credentials.consumer.about.offboarding)
    throw offboardedConsumer(consumerKey, to);
  const { consumer } = credentials;
  requireReseller(consumer, to);
  const { movedFrom: _ended, ...about } = consumer.about;
  return finish ? { ...consumer, about } : consumer;
}

function arrive(
  consumer: Consumer,
  { current, context }: MovePlace,
  { to, tier = consumer.tier, finish }: MoveIntent,
  movedFrom: string,
) {
  // A sub-reseller takes its consumers along on a retired tier, too.
  if (tier === consumer.tier) requireTier(context.gateway, to, tier);
  else requireTierChange(consumer.tier, tier, to, context);
  requireScheme(context.gateway, consumer);
  requireServable(context.gateway, consumer.consumerKey, consumer.rules);
  // The count of its calls starts again with the new API key, and its debugging belongs to the old gateway.
  const { apiKey: _old, debugUntil: _debugged, about, ...rest } = consumer;
  const { usageCarriedAt: _carried, ...notes } = about;
  const draft = { ...rest, reseller: to, tier, about: finish ? notes : { ...notes, movedFrom } };
  requireDescriptionFits(draft);
  return converge(current, draft, context);
}

/** Requires that both gateways accept the newest secret of the old one, or the tokens of the same subject. */
function requireSame(moved: Consumer, consumer: Consumer): Consumer {
  const [newest] = consumer.secrets;
  if (moved.secrets.some(({ value }) => value === newest?.value)) return moved;
  if (moved.subject !== undefined && moved.subject === consumer.subject) return moved;
  throw new OnboardingError(
    'conflict',
    `Consumer ${consumer.consumerKey} is onboarded at both gateways with different secrets. Rotate it at one of them to the secret of the other, or offboard one of them.`,
  );
}
