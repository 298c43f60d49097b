import type { ConsumerRules } from '../../../lambda/authorizer/contract';
import type { Consumer, ConsumerDraft, ConsumerFacts } from '../consumer';
import { requireDescriptionFits } from '../documents/record-codec';
import { OnboardingError } from '../errors';
import { differences } from '../fields/differences';
import { fieldTexts } from '../fields/read-fields';
import { converge, type PlanContext, requireOpenTier, requireTier } from './converge';
import type { CurrentState } from './current-state';
import { requireScheme, requireSignatureMethods } from './require-scheme';
import { requireServable } from './servable';
import type { Step } from './step';
import { requireValidity } from './validity';

/** A consumer to onboard. */
export interface OnboardIntent {
  readonly reseller: string;
  readonly consumerKey: string;
  readonly tier: string;
  /** `active` when absent. */
  readonly status?: Consumer['status'];
  /** Subject of its bearer tokens, of which `consumerKey` is the key. */
  readonly subject?: string;
  /** The consumer secret, as the platform generated it; absent of a consumer with a subject. */
  readonly secret?: string;
  /** End of the secret's validity (ISO 8601). */
  readonly secretExpires?: string;
  readonly facts: ConsumerFacts;
  readonly rules?: ConsumerRules;
}

/**
 * Steps that onboard a consumer; none when it is already onboarded as given.
 *
 * @throws OnboardingError `conflict` when the consumer key belongs to a different consumer, the tier is retired, or the gateway does not
 * accept its way of authentication, `notFound` for an unknown
 * tier, `usage` when the consumer could not be stored or would never be served
 */
export function planOnboard(current: CurrentState, intent: OnboardIntent, context: PlanContext): Step[] {
  const { consumerKey, reseller, tier } = intent;
  requireTier(context.gateway, reseller, tier);
  const { credentials } = current;
  if (credentials.state === 'scheduled') throw leaving(consumerKey, reseller);
  if (credentials.state === 'absent') {
    requireOpenTier(context.gateway, reseller, tier);
    const consumer = draft(intent, context.now);
    requireValidity(consumer);
    requireScheme(context.gateway, consumer);
    requireSignatureMethods(consumer, intent.rules);
    requireServable(context.gateway, consumerKey, intent.rules);
    requireDescriptionFits(consumer);
    return converge(current, consumer, context);
  }
  if (credentials.consumer.about.offboarding) throw leaving(consumerKey, reseller);
  const differing = differingFrom(credentials.consumer, intent);
  if (differing.length > 0) {
    throw new OnboardingError(
      'conflict',
      `Consumer ${consumerKey} is already onboarded, with another ${differing.join(', ')}. Update it or rotate its secret instead.`,
    );
  }
  return converge(current, credentials.consumer, context);
}

function draft(intent: OnboardIntent, now: string): ConsumerDraft {
  const { consumerKey, reseller, tier, status = 'active', subject, facts, rules } = intent;
  return {
    version: 1,
    consumerKey,
    reseller,
    tier,
    status,
    ...(subject !== undefined && { subject }),
    secrets: secretsOf(intent, now),
    ...(rules && { rules }),
    about: { ...facts, onboardedAt: now },
  };
}

function secretsOf({ secret, secretExpires }: OnboardIntent, now: string): ConsumerDraft['secrets'] {
  if (secret === undefined) return [];
  return [{ value: secret, ...(secretExpires !== undefined && { validUntil: secretExpires }), addedAt: now }];
}

/** Differences between the stored consumer and the intended one, as text; a differing secret only by its name. */
function differingFrom(consumer: Consumer, intent: OnboardIntent): readonly string[] {
  const [newest] = consumer.secrets;
  const { facts: about, ...given } = intent;
  return [
    ...(newest?.value === intent.secret ? [] : ['secret']),
    ...differences(
      textsOf(consumer, consumer, newest?.validUntil),
      textsOf(given, { about, ...(given.rules && { rules: given.rules }) }, given.secretExpires),
    ),
  ];
}

function textsOf(
  { reseller, tier, subject }: Pick<OnboardIntent, 'reseller' | 'tier' | 'subject'>,
  fields: Parameters<typeof fieldTexts>[0],
  secretExpires: string | undefined,
): Readonly<Record<string, string | undefined>> {
  return { reseller, tier, subject, secretExpires, ...fieldTexts(fields) };
}

function leaving(consumerKey: string, reseller: string): OnboardingError {
  return new OnboardingError(
    'conflict',
    `Consumer ${consumerKey} was offboarded and can be restored: "aps-gateway consumer offboard ${reseller} ${consumerKey} --undo". Its key is free again after the recovery window.`,
  );
}
