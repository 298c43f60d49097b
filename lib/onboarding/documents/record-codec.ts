import type { Consumer, ConsumerDraft, PublicConsumer } from '../consumer';
import { publicPart } from '../consumer';
import { OnboardingError } from '../errors';

/** Longest Description that Secrets Manager takes (CreateSecret, API reference). */
const DESCRIPTION_LIMIT = 2048;

type JsonObject = Readonly<Record<string, unknown>>;

/** The text of a credentials secret (CredentialsDocument of contract.ts, and what only the CLI reads). */
export function encodeDocument(consumer: Consumer): string {
  const { version, consumerKey, reseller, tier, status, secrets, apiKey, rules, about } = consumer;
  return JSON.stringify({
    version,
    consumerKey,
    reseller,
    tier,
    status,
    secrets,
    apiKey,
    ...(rules && { rules }),
    about,
  });
}

/** Reads a credentials secret; throws an OnboardingError when it is not one. */
export function decodeDocument(secretName: string, text: string): Consumer {
  const document = parse(secretName, text);
  const apiKey = document.apiKey as JsonObject | undefined;
  const complete =
    hasIdentity(document) &&
    isText(document.consumerKey) &&
    isText(apiKey?.id) &&
    isText(apiKey?.value) &&
    secretsOf(document).every(({ value }) => isText(value));
  if (!complete) throw unreadable(secretName);
  return { ...document, about: document.about ?? {} } as unknown as Consumer;
}

/** The Description of a credentials secret: the consumer's public part, at most 2048 characters. */
export function encodeDescription(consumer: Consumer): string {
  const { consumerKey: _name, ...projection } = publicPart(consumer);
  return JSON.stringify({ version: 1, ...projection });
}

/** Throws when what is noted about a consumer does not fit beside its credentials. */
export function requireDescriptionFits(consumer: ConsumerDraft): void {
  const longestApiKeyId = 'i'.repeat(20);
  const length = encodeDescription({ ...consumer, apiKey: { id: longestApiKeyId, value: '' } }).length;
  if (length <= DESCRIPTION_LIMIT) return;
  throw new OnboardingError(
    'usage',
    `The rules, note and other facts of consumer ${consumer.consumerKey} take ${length} characters, of ${DESCRIPTION_LIMIT} that fit. Shorten the note or the remark, or join source IPs into larger blocks.`,
  );
}

/** Reads a Description; throws an OnboardingError when it is not one of ours. */
export function decodeDescription(secretName: string, consumerKey: string, text: string | undefined): PublicConsumer {
  const projection = parse(secretName, text ?? '');
  if (!hasIdentity(projection) || !isText(projection.apiKeyId)) throw unreadable(secretName);
  const { version: _version, ...rest } = projection;
  return { ...rest, consumerKey, about: projection.about ?? {} } as unknown as PublicConsumer;
}

function hasIdentity(document: JsonObject): boolean {
  return (
    document.version === 1 &&
    isText(document.reseller) &&
    isText(document.tier) &&
    (document.status === 'active' || document.status === 'suspended') &&
    [1, 2].includes(secretsOf(document).length)
  );
}

function secretsOf(document: JsonObject): readonly JsonObject[] {
  const { secrets } = document;
  return Array.isArray(secrets) && secrets.every((entry) => typeof entry === 'object' && entry !== null)
    ? (secrets as JsonObject[])
    : [];
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function parse(secretName: string, text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as JsonObject;
  } catch {
    // Falls through; the cause could quote the document.
  }
  throw unreadable(secretName);
}

function unreadable(secretName: string): OnboardingError {
  return new OnboardingError(
    'failed',
    `The secret ${secretName} does not hold what this version of aps-gateway writes there. Run "doctor", or restore an earlier version of the secret.`,
  );
}
