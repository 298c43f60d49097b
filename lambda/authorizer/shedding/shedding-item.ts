import { isJsonObject } from '../json-object';

/** Priority of a tier that declares none. 0 is served longest, {@link LAST_PRIORITY} waits first. */
export const DEFAULT_PRIORITY = 5;
export const LAST_PRIORITY = 9;

/** A shedding level lasts at most this long, in milliseconds, so that none is forgotten. */
export const LONGEST_SHEDDING_MS = 86_400_000;

/** The function's part of a gateway's shedding configuration. */
export interface SheddingSettings {
  /** Name of the environment's shedding table. */
  readonly table: string;
  /** By tier; {@link DEFAULT_PRIORITY} when absent. */
  readonly priorities: Readonly<Record<string, number>>;
}

/** Origins of a level: an operator, or the alarm on the UI nodes. Each has attributes of its own, so neither erases the other's. */
export const SHEDDING_SOURCES = ['manual', 'automatic'] as const;
export type SheddingSource = (typeof SHEDDING_SOURCES)[number];

/** Requests of tiers whose priority is `from` or a higher number are refused until an instant. */
export interface SheddingLevel {
  readonly from: number;
  /** Epoch milliseconds, exclusive. */
  readonly untilMs: number;
}

/** By source; an absent one sheds nothing. */
export type SheddingLevels = Readonly<Partial<Record<SheddingSource, SheddingLevel>>>;

/** Key of the shedding table, and its only value: the table holds one item, with two number attributes for each source. */
export const SHEDDING_TABLE_KEY = 'item';
export const SHEDDING_ITEM = 'shedding';
export const SHEDDING_ATTRIBUTES = {
  manual: { from: 'manualFrom', until: 'manualUntil' },
  automatic: { from: 'automaticFrom', until: 'automaticUntil' },
} as const satisfies Record<SheddingSource, { readonly from: string; readonly until: string }>;

/**
 * Attributes of the item that gateways do not read: the ARN of who set the manual level, and a pause of automatic shedding
 * with the ARN of who asked for it. While it lasts, the state machine writes no level.
 */
export const SHEDDING_OPERATOR_ATTRIBUTES = {
  manualBy: 'manualBy',
  pausedUntil: 'automaticPausedUntil',
  pausedBy: 'automaticPausedBy',
} as const;

/** Returns the name of an environment's shedding table. Fixed, so that the gateways and the CLI find it. */
export function sheddingTableName(environment: string): string {
  return `aps-gateway-${environment}-platform-shedding`;
}

/**
 * Reads the levels of the shedding item that hold now. A level that has ended, is malformed, or ends more than
 * {@link LONGEST_SHEDDING_MS} from now does not count: shedding protects the platform, it is not an access control.
 *
 * @param item attributes as DynamoDB returns them; `undefined` for a missing item
 */
export function readSheddingLevels(item: unknown, nowMs: number): SheddingLevels {
  const levels = SHEDDING_SOURCES.map((source) => [source, readLevel(item, source, nowMs)] as const);
  return Object.fromEntries(levels.filter(([, level]) => level !== undefined));
}

/** Returns the strictest of the levels that hold at an instant: the one that refuses most tiers. */
export function strictestLevel(levels: SheddingLevels, nowMs: number): SheddingLevel | undefined {
  const holding = Object.values(levels).filter(({ untilMs }) => untilMs > nowMs);
  return holding.toSorted((a, b) => a.from - b.from)[0];
}

function readLevel(item: unknown, source: SheddingSource, nowMs: number): SheddingLevel | undefined {
  const names = SHEDDING_ATTRIBUTES[source];
  const [from, untilMs] = [readNumber(item, names.from), readNumber(item, names.until) * 1000];
  const holds = from <= LAST_PRIORITY && untilMs > nowMs && untilMs - nowMs <= LONGEST_SHEDDING_MS;
  return holds ? { from, untilMs } : undefined;
}

/** Reads an attribute that is a whole number, at least 0. Anything else is `NaN`, which is within no limit. */
function readNumber(item: unknown, name: string): number {
  const attribute = member(item, name);
  const text = member(attribute, 'N');
  return typeof text === 'string' && /^\d{1,12}$/.test(text) ? Number(text) : NaN;
}

function member(value: unknown, name: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
