import { OnboardingError } from './errors';
import { type FieldName, FIELDS } from './fields/fields';
import { readConsumerKey, readResellerId, readTier } from './fields/identity';
import { fieldTexts, type ReadFields, readFields } from './fields/read-fields';
import type { PublicConsumer } from './consumer';

/** Columns of an exported record, in order; all are text. */
export const RECORD_COLUMNS: readonly string[] = ['consumerKey', 'reseller', 'tier', ...Object.keys(FIELDS)];

/** A consumer as it is exported and imported: text by column, without any secret. */
export type ConsumerRecord = Readonly<Record<string, string>>;

/** A record that can be onboarded. */
export interface ReadRecord extends ReadFields {
  readonly consumerKey: string;
  readonly reseller: string;
  readonly tier: string;
}

/** The record of a consumer. */
export function toRecord(consumer: PublicConsumer): ConsumerRecord {
  const { consumerKey, reseller, tier } = consumer;
  return { consumerKey, reseller, tier, ...fieldTexts(consumer) };
}

/**
 * Reads records for one reseller, all problems of all records at once.
 *
 * @throws OnboardingError `usage`
 */
export function readRecords(records: readonly unknown[], reseller: string, now: Date): readonly ReadRecord[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  const read = records.flatMap((record, index) => {
    try {
      const one = readRecord(record, reseller, now);
      if (seen.has(one.consumerKey)) throw new OnboardingError('usage', `consumerKey: ${one.consumerKey} comes twice`);
      seen.add(one.consumerKey);
      return [one];
    } catch (error) {
      if (!(error instanceof OnboardingError)) throw error;
      problems.push(...error.message.split('\n').map((line) => `record ${index + 1}: ${line}`));
      return [];
    }
  });
  if (problems.length > 0) throw new OnboardingError('usage', problems.join('\n'));
  return read;
}

function readRecord(record: unknown, reseller: string, now: Date): ReadRecord {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    throw new OnboardingError('usage', `expected a map with: ${RECORD_COLUMNS.join(', ')}`);
  }
  const unknown = Object.keys(record).filter((name) => !RECORD_COLUMNS.includes(name));
  if (unknown.length > 0) {
    throw new OnboardingError('usage', `unknown: ${unknown.join(', ')}; expected: ${RECORD_COLUMNS.join(', ')}`);
  }
  const texts = Object.entries(record).map(([name, value]) => [name, textOf(name, value)] as const);
  const { consumerKey = '', reseller: named = '', tier = '', ...fields } = Object.fromEntries(texts);
  if (named !== '' && readResellerId(named) !== reseller) {
    throw new OnboardingError('usage', `reseller: got ${named}, expected ${reseller}, which the import is for`);
  }
  const given = Object.entries(fields).filter(([, text]) => text !== '') as [FieldName, string][];
  return {
    consumerKey: readConsumerKey(consumerKey),
    reseller,
    tier: readTier(tier),
    ...readFields(Object.fromEntries(given), now, String),
  };
}

/** YAML may hold numbers and instants where text is meant. */
function textOf(name: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new OnboardingError('usage', `${name}: expected text`);
}
