import type { ConsumerRules } from '../../../lambda/authorizer/contract';
import type { Consumer, ConsumerDraft, ConsumerFacts } from '../consumer';
import { refuseTooLong } from '../documents/record-codec';
import { refuseContradiction } from './contradiction';
import { converge, refuseForeignTier, type Surroundings } from './converge';
import type { PresentConsumer } from './current-state';
import { refuseUnservable } from './servable';
import type { Step } from './step';
import { ofReseller, storedConsumer } from './stored-consumer';

/** `null` takes a member away, absence leaves it as it is. */
type Changes<T> = { readonly [K in keyof T]?: T[K] | null };

/** What `update` changes. */
export interface UpdateIntent {
  readonly tier?: string;
  readonly facts: Changes<ConsumerFacts>;
  readonly rules: Changes<ConsumerRules>;
}

/** Steps that change tier, rules or facts of a consumer. */
export function planUpdate(present: PresentConsumer, reseller: string, intent: UpdateIntent, around: Surroundings) {
  return change(present, reseller, around, ({ rules, about, ...consumer }) => {
    if (intent.tier !== undefined) refuseForeignTier(around.gateway, reseller, intent.tier);
    refuseUnservable(around.gateway, consumer.consumerKey, intent.rules);
    const changedRules = changed(rules ?? {}, intent.rules);
    return {
      ...consumer,
      tier: intent.tier ?? consumer.tier,
      ...(Object.keys(changedRules).length > 0 && { rules: changedRules }),
      about: changed(about, intent.facts),
    };
  });
}

/** Steps that suspend or resume a consumer, in its credentials and at its API key. */
export function planStatus(
  present: PresentConsumer,
  reseller: string,
  status: Consumer['status'],
  around: Surroundings,
): Step[] {
  return change(present, reseller, around, (consumer) => ({ ...consumer, status }));
}

/** Steps that turn the stored consumer into another one. */
export function change(
  present: PresentConsumer,
  reseller: string,
  around: Surroundings,
  turn: (consumer: Consumer) => ConsumerDraft,
): Step[] {
  const consumer = storedConsumer(present, reseller);
  ofReseller(consumer, reseller);
  const desired = turn(consumer);
  refuseContradiction(desired);
  refuseTooLong(desired);
  return converge(present, desired, around);
}

function changed<T extends object>(present: T, changes: Changes<T>): T {
  return Object.fromEntries(
    Object.entries({ ...present, ...changes }).filter(([, value]) => value !== null && value !== undefined),
  ) as T;
}
