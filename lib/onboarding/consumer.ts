import type { ConsumerRules, ConsumerSecret, CredentialsDocument } from '../../lambda/authorizer/contract';

/** What people note about a consumer. */
export interface ConsumerFacts {
  readonly displayName?: string;
  /** The consumer's number in the provider's own systems. */
  readonly externalReference?: string;
  readonly emails?: readonly string[];
  readonly note?: string;
  readonly remark?: string;
}

/** A secret's dates. */
export interface SecretDates {
  /** ISO 8601 instants; `validUntil` is what the authorizer holds. */
  readonly addedAt?: string;
  readonly validUntil?: string;
  /** Until when it was to be valid before a rotation ended it earlier. */
  readonly expires?: string;
}

/** Members of the document that the authorizer ignores. */
export interface About extends ConsumerFacts {
  readonly onboardedAt?: string;
  readonly rotatedAt?: string;
  /** Present once offboarding has begun. */
  readonly offboarding?: { readonly at: string; readonly statusBefore: CredentialsDocument['status'] };
}

type OneOrTwo<T> = readonly [T] | readonly [T, T];

/** A consumer as its credentials secret holds it. */
export interface Consumer extends CredentialsDocument {
  readonly secrets: OneOrTwo<ConsumerSecret & SecretDates>;
  readonly about: About;
}

/** A consumer whose API key may not exist yet. */
export type ConsumerDraft = Omit<Consumer, 'apiKey'>;

/** Everything about a consumer that is no secret; what `list`, `show` and `export` work from. */
export interface PublicConsumer {
  readonly consumerKey: string;
  readonly reseller: string;
  readonly tier: string;
  readonly status: CredentialsDocument['status'];
  readonly secrets: OneOrTwo<SecretDates>;
  readonly apiKeyId: string;
  readonly rules?: ConsumerRules;
  readonly about: About;
}

/** The public part of a consumer. */
export function publicPart({ apiKey, secrets, consumerKey, reseller, tier, status, rules, about }: Consumer) {
  const [first, second] = secrets;
  const result: PublicConsumer = {
    consumerKey,
    reseller,
    tier,
    status,
    secrets: second ? [datesOf(first), datesOf(second)] : [datesOf(first)],
    apiKeyId: apiKey.id,
    ...(rules && { rules }),
    about,
  };
  return result;
}

function datesOf({ addedAt, validUntil, expires }: SecretDates): SecretDates {
  return {
    ...(addedAt !== undefined && { addedAt }),
    ...(validUntil !== undefined && { validUntil }),
    ...(expires !== undefined && { expires }),
  };
}
