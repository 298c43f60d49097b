import type { ConsumerRules } from '../../../lambda/authorizer/contract';
import type { About, Consumer, ConsumerDraft, ConsumerFacts } from '../consumer';
import { descriptionFits, requireDescriptionFits } from '../documents/record-codec';
import { converge, type PlanContext, requireOpenTier, requireTier } from './converge';
import type { CurrentState } from './current-state';
import { requireConsumer, requireReseller } from './require-consumer';
import { requireSignatureMethods } from './require-scheme';
import { requireServable } from './servable';
import type { Step } from './step';
import { requireValidity } from './validity';

/** Members to change: `null` removes a member, an absent one stays as it is. */
type Changes<T> = { readonly [K in keyof T]?: T[K] | null };

/** Changes that `update` makes. */
export interface UpdateIntent {
  readonly tier?: string;
  /** Counts the calls of this quota period on other tiers against the quota of the consumer's tier. */
  readonly carryUsage?: boolean;
  readonly facts: Changes<ConsumerFacts>;
  readonly rules: Changes<ConsumerRules>;
  /** New end of its debugging; `null` ends it now. */
  readonly debugUntil?: string | null;
}

/**
 * Steps that change tier, rules, facts or debugging of a consumer.
 *
 * @param carry the step that counts calls on other tiers; it comes last, and is noted in the consumer's record first
 */
export function planUpdate(
  current: CurrentState,
  reseller: string,
  intent: UpdateIntent,
  context: PlanContext & { readonly carry?: Step | undefined },
): Step[] {
  const { carry } = context;
  const steps = planChange(current, reseller, context, ({ rules, about, tier, debugUntil, ...consumer }) => {
    if (intent.tier !== undefined) requireTierChange(tier, intent.tier, reseller, context);
    requireSignatureMethods(consumer, intent.rules);
    requireServable(context.gateway, consumer.consumerKey, intent.rules);
    const changedRules = changed(rules ?? {}, intent.rules);
    const debugEnd = intent.debugUntil === undefined ? debugUntil : intent.debugUntil;
    return {
      ...consumer,
      tier: intent.tier ?? tier,
      ...(Object.keys(changedRules).length > 0 && { rules: changedRules }),
      ...(debugEnd && { debugUntil: debugEnd }),
      about: changed(
        carriedIn(about, { moves: (intent.tier ?? tier) !== tier, carry, now: context.now }),
        intent.facts,
      ),
    };
  });
  return carry ? [...steps, carry] : steps;
}

/** Notes when calls on other tiers were carried over. A move without that starts the count again. */
function carriedIn(
  { usageCarriedAt, ...about }: About,
  { moves, carry, now }: { readonly moves: boolean; readonly carry: Step | undefined; readonly now: string },
): About {
  if (!carry) return moves || usageCarriedAt === undefined ? about : { ...about, usageCarriedAt };
  const noted = !moves && usageCarriedAt !== undefined && carry.kind === 'carryUsage' && usageCarriedAt >= carry.from;
  return { ...about, usageCarriedAt: noted ? usageCarriedAt : now };
}

/** A consumer may stay on a retired tier, but not move to one. */
export function requireTierChange(from: string, to: string, reseller: string, { gateway }: PlanContext): void {
  if (from === to) requireTier(gateway, reseller, to);
  else requireOpenTier(gateway, reseller, to);
}

/** Steps that suspend or resume a consumer, both in its credentials and at its API key. */
export function planStatus(
  current: CurrentState,
  reseller: string,
  status: Consumer['status'],
  context: PlanContext,
): Step[] {
  return planChange(current, reseller, context, (consumer) => withStatus(consumer, status, context.now));
}

/** Returns a consumer with another status, and with the time of the change. */
export function withStatus(consumer: ConsumerDraft, status: Consumer['status'], now: string): ConsumerDraft {
  if (consumer.status === status) return consumer;
  const noted = { ...consumer, status, about: { ...consumer.about, statusChangedAt: now } };
  // A full record must not keep a consumer from being suspended.
  return descriptionFits(noted) ? noted : { ...consumer, status };
}

/**
 * Steps from the stored consumer to the one that `change` returns for it.
 *
 * @throws OnboardingError when the reseller has no such consumer, or the changed one could not be stored or served
 */
export function planChange(
  current: CurrentState,
  reseller: string,
  context: PlanContext,
  change: (consumer: Consumer) => ConsumerDraft,
): Step[] {
  const consumer = requireConsumer(current, reseller);
  requireReseller(consumer, reseller, context.gateway);
  const desired = change(consumer);
  requireValidity(desired);
  requireDescriptionFits(desired);
  return converge(current, desired, context);
}

function changed<T extends object>(members: T, changes: Changes<T>): T {
  return Object.fromEntries(
    Object.entries({ ...members, ...changes }).filter(([, value]) => value !== null && value !== undefined),
  ) as T;
}
