import type { ConsumerRules } from '../../../lambda/authorizer/contract';
import type { Consumer, ConsumerDraft, ConsumerFacts } from '../consumer';
import { OnboardingError } from '../errors';
import { differences } from '../fields/differences';
import { fieldTexts } from '../fields/read-fields';
import { refuseTooLong } from '../documents/record-codec';
import { converge, refuseForeignTier, type Surroundings } from './converge';
import { refuseContradiction } from './contradiction';
import type { PresentConsumer } from './current-state';
import { refuseUnservable } from './servable';
import type { Step } from './step';

/** A consumer to be onboarded. */
export interface OnboardIntent {
  readonly reseller: string;
  readonly consumerKey: string;
  readonly tier: string;
  /** `active` when absent. */
  readonly status?: Consumer['status'];
  /** The consumer secret, as the platform generated it. */
  readonly secret: string;
  /** End of the secret's validity (ISO 8601). */
  readonly secretExpires?: string;
  readonly facts: ConsumerFacts;
  readonly rules?: ConsumerRules;
}

/** Steps that onboard a consumer; throws when the key is taken by a consumer that differs. */
export function planOnboard(
  present: PresentConsumer,
  intent: OnboardIntent,
  now: string,
  surroundings: Surroundings,
): Step[] {
  const { consumerKey, reseller, tier } = intent;
  refuseForeignTier(surroundings.gateway, reseller, tier);
  const { credentials } = present;
  if (credentials.state === 'scheduled') throw leaving(consumerKey, reseller);
  if (credentials.state === 'absent') {
    const consumer = draft(intent, now);
    refuseContradiction(consumer);
    refuseUnservable(surroundings.gateway, consumerKey, intent.rules);
    refuseTooLong(consumer);
    return converge(present, consumer, surroundings);
  }
  if (credentials.consumer.about.offboarding) throw leaving(consumerKey, reseller);
  const differing = differingFrom(credentials.consumer, intent);
  if (differing.length > 0) {
    throw new OnboardingError(
      'conflict',
      `Consumer ${consumerKey} is already onboarded, with another ${differing.join(', ')}. Use "consumer update" or "consumer rotate" to change it.`,
    );
  }
  return converge(present, credentials.consumer, surroundings);
}

function draft(intent: OnboardIntent, now: string): ConsumerDraft {
  const { consumerKey, reseller, tier, status = 'active', secret, secretExpires, facts, rules } = intent;
  return {
    version: 1,
    consumerKey,
    reseller,
    tier,
    status,
    secrets: [{ value: secret, ...(secretExpires !== undefined && { validUntil: secretExpires }), addedAt: now }],
    ...(rules && { rules }),
    about: { ...facts, onboardedAt: now },
  };
}

/** In what a consumer differs from what onboarding it would make of it; never with a secret. */
function differingFrom(consumer: Consumer, intent: OnboardIntent): readonly string[] {
  const [newest] = consumer.secrets;
  const { facts: about, ...given } = intent;
  return [
    ...(newest.value === intent.secret ? [] : ['secret']),
    ...differences(
      textsOf(consumer, consumer, newest.validUntil),
      textsOf(given, { about, ...(given.rules && { rules: given.rules }) }, given.secretExpires),
    ),
  ];
}

function textsOf(
  { reseller, tier }: Pick<Consumer, 'reseller' | 'tier'>,
  fields: Parameters<typeof fieldTexts>[0],
  secretExpires: string | undefined,
): Readonly<Record<string, string | undefined>> {
  return { reseller, tier, secretExpires, ...fieldTexts(fields) };
}

function leaving(consumerKey: string, reseller: string): OnboardingError {
  return new OnboardingError(
    'conflict',
    `Consumer ${consumerKey} was offboarded and can be taken back: "consumer offboard ${reseller} ${consumerKey} --undo". Its key is free again after the recovery window.`,
  );
}
