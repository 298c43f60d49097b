import type { ConsumerRules, ConsumerSecret, CredentialsDocument } from '../../lambda/authorizer/contract';

/** Notes about a consumer. */
export interface ConsumerFacts {
  readonly displayName?: string;
  /** The consumer's number in the provider's own systems. */
  readonly externalReference?: string;
  readonly emails?: readonly string[];
  readonly note?: string;
  readonly remark?: string;
}

/** Dates of a consumer secret, ISO 8601 instants. */
export interface SecretDates {
  readonly addedAt?: string;
  /** End of its validity, which the authorizer enforces. */
  readonly validUntil?: string;
  /** End of its validity as declared, if a rotation ended it earlier. */
  readonly expires?: string;
}

/** Members of the document that the authorizer ignores. */
export interface About extends ConsumerFacts {
  readonly onboardedAt?: string;
  readonly rotatedAt?: string;
  /** Time of the last suspension or resumption; absent if there was none, or no room for it. */
  readonly statusChangedAt?: string;
  /** Time at which calls on other tiers were last counted against the quota of the consumer's tier. */
  readonly usageCarriedAt?: string;
  /** The reseller whose gateway also accepts the consumer, until its move is finished. */
  readonly movedFrom?: string;
  /** Set when an offboarding starts. */
  readonly offboarding?: { readonly at: string; readonly statusBefore: CredentialsDocument['status'] };
}

/** None of a consumer that has a subject; one, or two while a rotation overlaps, of every other. */
export type AtMostTwo<T> = readonly [] | readonly [T] | readonly [T, T];

/** A consumer as its credentials secret holds it. */
export interface Consumer extends CredentialsDocument {
  readonly secrets: AtMostTwo<ConsumerSecret & SecretDates>;
  readonly about: About;
}

/** A consumer that signs its requests. */
export interface SigningConsumer extends Consumer {
  readonly secrets: Exclude<Consumer['secrets'], readonly []>;
}

/** A consumer whose API key may not exist yet. */
export type ConsumerDraft = Omit<Consumer, 'apiKey'>;

/** The person who made the last change with this package, and its time. */
export interface LastChange {
  /** ISO 8601. */
  readonly at: string;
  /** ARN of the caller (STS GetCallerIdentity); absent if AWS did not report it. */
  readonly by?: string;
}

/** Everything about a consumer except its secrets; `list`, `show` and `export` use only this. */
export interface PublicConsumer {
  readonly consumerKey: string;
  readonly reseller: string;
  readonly tier: string;
  readonly status: CredentialsDocument['status'];
  /** Subject of its bearer tokens; absent for a consumer that signs. */
  readonly subject?: string;
  readonly secrets: AtMostTwo<SecretDates>;
  readonly apiKeyId: string;
  readonly rules?: ConsumerRules;
  /** End of its debugging, ISO 8601. */
  readonly debugUntil?: string;
  readonly about: About;
  /** Absent if another tool or an older version made the last change, or if it did not fit into the record. */
  readonly lastChange?: LastChange;
}

/** The public part of a consumer. */
export function publicPart(consumer: Consumer) {
  const { apiKey, secrets, consumerKey, reseller, tier, status, subject, rules, debugUntil, about } = consumer;
  const result: PublicConsumer = {
    consumerKey,
    reseller,
    tier,
    status,
    ...(subject !== undefined && { subject }),
    secrets: secrets.map(datesOf) as unknown as PublicConsumer['secrets'],
    apiKeyId: apiKey.id,
    ...(rules && { rules }),
    ...(debugUntil !== undefined && { debugUntil }),
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
