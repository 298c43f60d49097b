import { allSettled } from './all-settled';
import type { GatewayDescriptor } from '../descriptor';
import { utcDay } from '../periods';
import { applySteps } from './apply';
import { planContext } from './consumers';
import { OnboardingError } from './errors';
import { type ConsumerResult, forEachAtOnce } from './for-each-at-once';
import { type ListedConsumer, listConsumers } from './inventory/list-consumers';
import { readApiKeys } from './inventory/read-api-keys';
import { readCurrentState } from './inventory/read-current-state';
import { planUpdate } from './plan/change';
import { requireOpenTier } from './plan/converge';
import type { OnboardingPorts } from './ports';
import { applySettled } from './settle';
import { planCarry } from './usage/carry';

/** A move of all consumers of a reseller from one tier to another. */
export interface TierMove {
  readonly gateway: GatewayDescriptor;
  readonly reseller: string;
  /** May be a tier that is no longer deployed. */
  readonly from: string;
  readonly to: string;
  /** Count the calls of this quota period on other tiers against the quota of the new tier. */
  readonly carryUsage: boolean;
  /** Use new API keys at once, although they may not work everywhere yet. */
  readonly atOnce: boolean;
  readonly dryRun: boolean;
}

export type TierMoveResult = ConsumerResult<'moved' | 'prepared' | 'would move'>;

/** The consumers that a move affects, sorted by key. */
type Moving = readonly { readonly consumerKey: string }[];

/**
 * Returns the consumers that a move affects: those on the old tier, and those on the new one whose move an
 * interrupted run did not finish.
 *
 * @throws OnboardingError `notFound` for an unknown tier to move to, `conflict` for a retired one, `usage` for the same
 */
export async function consumersToMove(ports: OnboardingPorts, move: TierMove): Promise<Moving> {
  const { gateway, reseller, from, to, carryUsage } = move;
  if (from === to) {
    throw new OnboardingError(
      'usage',
      `The tiers to move from and to are both ${JSON.stringify(to)}. Name another tier to move to.`,
    );
  }
  requireOpenTier(gateway, reseller, to);
  const [listed, apiKeys] = await allSettled([
    listConsumers(ports.credentials, gateway.environment, gateway),
    readApiKeys(ports.metering, gateway),
  ]);
  const isOnPlan = ({ consumerKey, consumer }: ListedConsumer) =>
    [...(apiKeys.own.get(consumerKey) ?? []), ...apiKeys.shared].some(
      ({ id, usagePlanIds }) => id === consumer?.apiKeyId && usagePlanIds.includes(gateway.usagePlans[to] ?? ''),
    );
  return listed.filter((entry) => {
    const { consumer, deletedAt } = entry;
    if (!consumer || deletedAt || consumer.about.offboarding || consumer.reseller !== reseller) return false;
    if (consumer.tier === from) return true;
    if (consumer.tier !== to) return false;
    return !isOnPlan(entry) || (carryUsage && consumer.about.usageCarriedAt !== undefined);
  });
}

/**
 * Moves consumers to a tier. A consumer that cannot be moved does not stop the others; a second run completes the move.
 *
 * @param onResult called with each result as soon as it is known; consumers that need nothing have none
 */
export async function moveTier(
  ports: OnboardingPorts,
  move: TierMove,
  moving: Moving,
  onResult: (result: TierMoveResult) => void,
): Promise<readonly TierMoveResult[]> {
  const results = await forEachAtOnce(
    moving,
    ({ consumerKey }) => moveOne(ports, move, consumerKey),
    (result) => {
      if (result.outcome !== 'unchanged') onResult(result as TierMoveResult);
    },
  );
  return results.filter((result): result is TierMoveResult => result.outcome !== 'unchanged');
}

async function moveOne(
  ports: OnboardingPorts,
  { gateway, reseller, to: tier, carryUsage, atOnce, dryRun }: TierMove,
  consumerKey: string,
): Promise<{ readonly outcome: 'moved' | 'prepared' | 'would move' | 'unchanged' }> {
  const current = await readCurrentState(ports, gateway, consumerKey, reseller);
  const context = planContext(ports, gateway);
  const planned = carryUsage
    ? await planCarry(ports.metering, gateway, current, { tier, now: ports.now() })
    : undefined;
  const stored = current.credentials.state === 'stored' ? current.credentials.consumer : undefined;
  const notedAt = stored?.about.usageCarriedAt;
  // Consumers already on the new tier belong to the move only if a run in this period noted a carry for them.
  const isOwn =
    stored?.tier !== tier || (planned && notedAt !== undefined && utcDay(Date.parse(notedAt)) >= planned.from);
  const carry = isOwn ? planned : undefined;
  const steps = planUpdate(current, reseller, { tier, facts: {}, rules: {} }, { ...context, carry });
  if (steps.length === 0) return { outcome: 'unchanged' };
  if (dryRun) return { outcome: 'would move' };
  if (!atOnce) return { outcome: (await applySettled(ports, current, steps)) === 'applied' ? 'moved' : 'prepared' };
  await applySteps(steps, ports);
  return { outcome: 'moved' };
}
