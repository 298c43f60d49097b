import { type Consumer, type ConsumerDraft, type LastChange, type PublicConsumer, publicPart } from '../consumer';
import { OnboardingError } from '../errors';
import { READ_CONSUMER, READ_DESCRIPTION } from './consumer-readers';
import { InvalidMember, readDocument, type Reader } from './readers';

/** Maximum length of a Description in Secrets Manager (CreateSecret, API reference). */
const DESCRIPTION_LIMIT = 2048;

/** The text of a credentials secret: CredentialsDocument of contract.ts, and members that only the CLI reads. */
export function encodeDocument(consumer: Consumer): string {
  const { version, consumerKey, reseller, tier, status, subject, secrets, apiKey, rules, debugUntil, about } = consumer;
  return JSON.stringify({
    version,
    consumerKey,
    reseller,
    tier,
    status,
    ...(subject !== undefined && { subject }),
    secrets,
    apiKey,
    ...(rules && { rules }),
    ...(debugUntil !== undefined && { debugUntil }),
    about,
  });
}

/**
 * Reads the text of a credentials secret.
 *
 * @throws OnboardingError `failed`, naming secret and member, when it is not what {@link encodeDocument} writes
 */
export function decodeDocument(secretName: string, text: string): Consumer {
  const { about = {}, ...consumer } = decode(secretName, text, READ_CONSUMER);
  requireProof(secretName, consumer);
  if (!secretName.endsWith(`/${consumer.consumerKey}`)) {
    throw unreadable(secretName, new InvalidMember('consumerKey', "the last part of the secret's name"));
  }
  return { ...consumer, about };
}

/** The Description of a credentials secret: the consumer's public part, and the last change if there is room for it. */
export function encodeDescription(consumer: Consumer, lastChange?: LastChange): string {
  const { consumerKey: _name, ...projection } = publicPart(consumer);
  const record = { version: 1, ...projection };
  const withChange = JSON.stringify({ ...record, ...(lastChange && { lastChange }) });
  return withChange.length <= DESCRIPTION_LIMIT ? withChange : JSON.stringify(record);
}

/**
 * Requires that a consumer's public part fits into the Description of its secret.
 *
 * @throws OnboardingError `usage`
 */
export function requireDescriptionFits(consumer: ConsumerDraft): void {
  const length = descriptionLength(consumer);
  if (length <= DESCRIPTION_LIMIT) return;
  throw new OnboardingError(
    'usage',
    `The rules, note and other facts of consumer ${consumer.consumerKey} take ${length} characters; at most ${DESCRIPTION_LIMIT} fit. Shorten the note or the remark, or join source IPs into larger blocks.`,
  );
}

/** Tests whether a consumer's public part fits into the Description of its secret. */
export function descriptionFits(consumer: ConsumerDraft): boolean {
  return descriptionLength(consumer) <= DESCRIPTION_LIMIT;
}

function descriptionLength(consumer: ConsumerDraft): number {
  const longestApiKeyId = 'i'.repeat(20);
  return encodeDescription({ ...consumer, apiKey: { id: longestApiKeyId, value: '' } }).length;
}

/**
 * Reads the Description of a credentials secret.
 *
 * @throws OnboardingError `failed`, naming secret and member, when it is not what {@link encodeDescription} writes
 */
export function decodeDescription(secretName: string, consumerKey: string, text: string | undefined): PublicConsumer {
  const { version: _version, about = {}, ...consumer } = decode(secretName, text ?? '', READ_DESCRIPTION);
  requireProof(secretName, consumer);
  return { ...consumer, consumerKey, about };
}

/** Either secrets or a subject prove who sends a request. */
function requireProof(secretName: string, { secrets, subject }: Pick<PublicConsumer, 'secrets' | 'subject'>): void {
  if (secrets.length === 0 && subject === undefined) {
    throw unreadable(secretName, new InvalidMember('secrets', 'one or two entries'));
  }
  if (secrets.length > 0 && subject !== undefined) {
    throw unreadable(secretName, new InvalidMember('secrets', 'no entry, because there is a subject'));
  }
}

function decode<T>(secretName: string, text: string, reader: Reader<T>): T {
  try {
    return readDocument(text, reader);
  } catch (error) {
    if (error instanceof InvalidMember) throw unreadable(secretName, error);
    throw error;
  }
}

function unreadable(secretName: string, problem: InvalidMember): OnboardingError {
  return new OnboardingError(
    'failed',
    `The secret ${secretName} does not hold what this version of aps-gateway writes there: ${problem.message}. Nothing was changed. Restore an earlier version of the secret, or use a newer aps-gateway if one wrote it.`,
    { cause: problem },
  );
}
