import type { PublicConsumer } from '../consumer';
import { OnboardingError } from '../errors';
import { FieldError } from '../fields/field';
import { type FieldName, FIELDS } from '../fields/fields';
import { readConsumerKey, readResellerId, readSubject } from '../fields/identity';
import { readEnd } from '../fields/instant';
import { fieldTexts, type ReadFields, readFields } from '../fields/read-fields';

/** Columns of an exported record, in order; all are text. */
export const RECORD_COLUMNS: readonly string[] = [
  'consumerKey',
  'reseller',
  'tier',
  'status',
  'secretExpires',
  'subject',
  ...Object.keys(FIELDS),
];
/** Text for a secret that does not expire; without any text, its expiry stays as it is. */
const NEVER = 'never';
const STATUSES = ['active', 'suspended'] as const satisfies readonly PublicConsumer['status'][];

/** A consumer as exported and imported: text by column, without secrets. */
export type ConsumerRecord = Readonly<Record<string, string>>;

/** A record in a file, and its line there, counted from 1. */
export interface PlacedRecord {
  readonly record: unknown;
  readonly line: number;
}

/** A valid record. */
export interface ReadRecord extends ReadFields {
  readonly consumerKey: string;
  /** Subject of its bearer tokens, of which `consumerKey` is the key; absent of a consumer that signs. */
  readonly subject?: string;
  readonly reseller: string;
  readonly tier: string;
  /** Absent when the record does not change it; a new consumer is active. */
  readonly status?: PublicConsumer['status'];
  /** End of the newest secret's validity (ISO 8601), or `never`; absent when the record does not change it. */
  readonly secretExpires?: string;
}

/** Records of one reseller, and the number of records of others. */
export interface ReadRecords {
  readonly records: readonly ReadRecord[];
  readonly skipped: ReadonlyMap<string, number>;
  /** Every consumer key of the file, including those of other resellers. */
  readonly keys: ReadonlySet<string>;
}

/** The record of a consumer. */
export function toRecord(consumer: PublicConsumer): ConsumerRecord {
  const { consumerKey, subject, reseller, tier, status, secrets } = consumer;
  const secretExpires = secrets[0]?.validUntil;
  return {
    consumerKey,
    reseller,
    tier,
    status,
    ...(secretExpires && { secretExpires }),
    ...(subject !== undefined && { subject }),
    ...fieldTexts(consumer),
  };
}

/**
 * Reads the records of one reseller. A validity may have ended: expired consumers are imported, too.
 *
 * @param tiers the tiers of the reseller
 * @throws OnboardingError `usage`, with all problems of all records
 */
export function readRecords(placed: readonly PlacedRecord[], reseller: string, tiers: readonly string[]): ReadRecords {
  const problems = new Problems();
  /** First place of each consumer key. */
  const seen = new Map<string, string>();
  const skipped = new Map<string, number>();
  const keys = new Set<string>();
  /** First place of each unknown column, since a file may repeat it in every record. */
  const unknown = new Map<string, string>();
  const records = placed.flatMap(({ record, line }, index) => {
    problems.place = `record ${index + 1} (line ${line}): `;
    const members = problems.collect(() => membersOf(record));
    if (!members) return [];
    for (const name of Object.keys(members)) {
      if (!RECORD_COLUMNS.includes(name) && !unknown.has(name)) unknown.set(name, `record ${index + 1}, line ${line}`);
    }
    const texts = problems.collect(() => textsOf(members));
    if (!texts) return [];
    const { reseller: named = '', consumerKey = '' } = texts;
    if (consumerKey !== '') keys.add(consumerKey);
    const owner = named === '' ? reseller : problems.collect(() => readResellerId(named));
    if (owner !== undefined && owner !== reseller) {
      skipped.set(owner, (skipped.get(owner) ?? 0) + 1);
      return [];
    }
    const read = readRecord(texts, reseller, tiers, problems);
    if (!read) return [];
    keys.add(read.consumerKey);
    const before = seen.get(read.consumerKey);
    if (before !== undefined) problems.add(`consumerKey: ${read.consumerKey} comes twice, first in ${before}`);
    else seen.set(read.consumerKey, `record ${index + 1} (line ${line})`);
    return [read];
  });
  problems.place = '';
  if (unknown.size > 0) {
    const names = [...unknown].map(([name, place]) => `${name} (first in ${place})`).join(', ');
    const hint = [...unknown.keys()].some((name) => /secret/i.test(name))
      ? '. Secrets belong in a file of their own'
      : '';
    problems.add(`unknown: ${names}; expected: ${RECORD_COLUMNS.join(', ')}${hint}`);
  }
  problems.raise();
  return { records, skipped, keys };
}

/** Collects the problems of a file, each with its place. */
class Problems {
  place = '';
  private readonly lines: string[] = [];

  add(message: string): void {
    this.lines.push(...message.split('\n').map((line) => this.place + line));
  }

  /** Returns what `read` returns, or collects the problem that it throws and returns `undefined`. */
  collect<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof OnboardingError)) throw error;
      this.add(error.message);
      return undefined;
    }
  }

  raise(): void {
    if (this.lines.length > 0) throw new OnboardingError('usage', this.lines.join('\n'));
  }
}

function readRecord(
  {
    consumerKey: key = '',
    subject = '',
    reseller: _named,
    tier: tierName = '',
    status: statusName = '',
    secretExpires: end = '',
    ...fields
  }: ConsumerRecord,
  reseller: string,
  tiers: readonly string[],
  problems: Problems,
): ReadRecord | undefined {
  const given = Object.entries(fields).filter(([, text]) => text !== '') as [FieldName, string][];
  const consumerKey = problems.collect(() => (subject === '' ? readConsumerKey(key) : keyOfSubject(subject, key)));
  const tier = problems.collect(() => oneOf('tier', tierName, tiers));
  const status = statusName === '' ? 'as it is' : problems.collect(() => oneOf('status', statusName, STATUSES));
  const secretExpires = end === '' ? 'as it is' : problems.collect(() => readExpiry(end));
  const read = problems.collect(() => readFields(Object.fromEntries(given), undefined, String));
  if (consumerKey === undefined || tier === undefined || status === undefined || read === undefined) return undefined;
  if (secretExpires === undefined) return undefined;
  if (subject !== '' && end !== '') {
    problems.add('secretExpires: a consumer with a subject has no consumer secret; leave one of the two out');
    return undefined;
  }
  return {
    consumerKey,
    ...(subject !== '' && { subject }),
    reseller,
    tier,
    ...(status !== 'as it is' && { status }),
    ...(secretExpires !== 'as it is' && { secretExpires }),
    ...read,
  };
}

/** The key of a subject, which a record may also name. */
function keyOfSubject(subject: string, named: string): string {
  const key = readSubject(subject);
  if (named === '' || named === key) return key;
  throw new OnboardingError(
    'usage',
    `consumerKey: got ${JSON.stringify(named)}, expected ${key}, the key of the subject, or none`,
  );
}

function readExpiry(text: string): string {
  if (text === NEVER) return NEVER;
  try {
    return readEnd(text);
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    throw new OnboardingError(
      'usage',
      `secretExpires: got ${JSON.stringify(text)}, expected ${error.message}, or never`,
    );
  }
}

/** End of a secret's validity that a record requests (ISO 8601); `undefined` for none, or to leave it as it is. */
export function expiryIn({ secretExpires }: ReadRecord, asItIs?: string): string | undefined {
  if (secretExpires === undefined) return asItIs;
  return secretExpires === NEVER ? undefined : secretExpires;
}

function membersOf(record: unknown): object {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    throw new OnboardingError('usage', `got ${kindOf(record)}, expected a map with: ${RECORD_COLUMNS.join(', ')}`);
  }
  return record;
}

/** Texts of a record's known members. */
function textsOf(members: object): ConsumerRecord {
  const problems: string[] = [];
  const known = Object.entries(members).filter(([name]) => RECORD_COLUMNS.includes(name));
  const texts = known.map(([name, value]: [string, unknown]) => {
    if (value === null || value === undefined) return [name, ''] as const;
    if (typeof value === 'string') return [name, value] as const;
    problems.push(`${name}: got ${kindOf(value)}, expected text`);
    return [name, ''] as const;
  });
  if (problems.length > 0) throw new OnboardingError('usage', problems.join('\n'));
  return Object.fromEntries(texts);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  return typeof value === 'string' ? 'text' : String(value);
}

function oneOf<T extends string>(what: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text);
  if (found !== undefined) return found;
  throw new OnboardingError('usage', `${what}: got ${JSON.stringify(text)}, expected one of: ${allowed.join(', ')}`);
}
