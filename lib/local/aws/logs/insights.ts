import { ServiceError } from '../service-error';

/** A log event: its time in epoch milliseconds, its line, and the fields of the line if that is JSON. */
export interface LogEvent {
  readonly timeMs: number;
  /** Name of the log group. */
  readonly logGroup: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Account in the names and ARNs of log groups. */
export const LOCAL_ACCOUNT = '000000000000';

type Row = Readonly<Record<string, string>>;
type Condition = (event: LogEvent) => boolean;
type Aggregate = (events: readonly LogEvent[]) => string | undefined;

const FIELD = '[@\\w.]+';
const PRESENT = new RegExp(`^ispresent\\((${FIELD})\\)$`);
const COMPARED = new RegExp(`^(${FIELD}) *(=|!=|<|>=) *("(?:[^"\\\\]|\\\\.)*"|\\d+)$`);
const GROUP = `(?:${FIELD}|bin\\(\\d+[mhd]\\))`;
const STATS = new RegExp(`^stats +(.+?)(?: +by +(${GROUP}(?: *, *${GROUP})*))?$`);
const CONTAINED = new RegExp(`^(${FIELD}) +like +("(?:[^"\\\\]|\\\\.)*")$`);
const FIELDS = new RegExp(`^fields +(${FIELD}(?: *, *${FIELD})*)$`);
const COUNTED = /^count\(\*\) +as +(\w+)$/;
const PERCENTILE = new RegExp(`^pct\\((${FIELD}), *(\\d+)\\) +as +(\\w+)$`);
const BIN = /^bin\((\d+)([mhd])\)$/;
const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const LATEST = /^max\(@timestamp\) +as +(\w+)$/;

/**
 * Carries out a query of CloudWatch Logs Insights, of which it knows what the commands of this package use: `filter` with
 * `and`, `ispresent`, comparisons and `like`, then `stats` with `count(*)`, `max(@timestamp)` and `pct` by fields and bins
 * of time, or `fields`, oldest first.
 *
 * @throws ServiceError MalformedQueryException for anything else
 */
export function runInsightsQuery(query: string, events: readonly LogEvent[]): readonly Row[] {
  let found = events;
  let rows: readonly Row[] | undefined;
  for (const command of query.split('|').map((part) => part.trim())) {
    if (command.startsWith('filter ')) {
      const conditions = command
        .slice('filter '.length)
        .split(/ +and +/)
        .map(conditionOf);
      found = found.filter((event) => conditions.every((holds) => holds(event)));
    } else if (command === 'sort @timestamp asc') {
      found = found.toSorted((a, b) => a.timeMs - b.timeMs);
    } else rows = FIELDS.test(command) ? rowsOf(command, found) : statsOf(command, found);
  }
  return rows ?? [];
}

function rowsOf(command: string, events: readonly LogEvent[]): readonly Row[] {
  const names = (FIELDS.exec(command)?.[1] ?? '').split(/ *, */);
  return events.map((event) => {
    const values = names.map((name) => [name, fieldOf(event, name)] as const);
    return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Row;
  });
}

function conditionOf(text: string): Condition {
  const [, present] = PRESENT.exec(text) ?? [];
  if (present !== undefined) return (event) => fieldOf(event, present) !== undefined;
  const [, searched, part] = CONTAINED.exec(text) ?? [];
  if (searched !== undefined && part !== undefined) {
    const wanted = String(JSON.parse(part));
    return (event) => fieldOf(event, searched)?.includes(wanted) === true;
  }
  const [, name, operator, literal] = COMPARED.exec(text) ?? [];
  if (name === undefined || literal === undefined) throw malformed(text);
  const expected = String(JSON.parse(literal));
  return (event) => {
    const value = fieldOf(event, name);
    if (operator === '=') return value === expected;
    if (operator === '!=') return value !== expected;
    return operator === '<' ? Number(value) < Number(expected) : Number(value) >= Number(expected);
  };
}

function statsOf(command: string, events: readonly LogEvent[]): readonly Row[] {
  const [, aggregated, grouped] = STATS.exec(command) ?? [];
  if (aggregated === undefined) throw malformed(command);
  const aggregates = aggregated.split(/ *, *(?![^(]*\))/).map(aggregateOf);
  const names = grouped?.split(/ *, */) ?? [];
  const groups = new Map<string, LogEvent[]>();
  for (const event of events) {
    const group = JSON.stringify(names.map((name) => groupOf(event, name) ?? null));
    groups.set(group, [...(groups.get(group) ?? []), event]);
  }
  return [...groups].map(([group, members]) => {
    const values = JSON.parse(group) as readonly (string | null)[];
    const keys = names.flatMap((name, index) => (values[index] === null ? [] : [[name, values[index]]]));
    const measured = aggregates.map(([name, aggregate]) => [name, aggregate(members)] as const);
    return Object.fromEntries([...keys, ...measured.filter(([, value]) => value !== undefined)]) as Row;
  });
}

function aggregateOf(text: string): readonly [name: string, aggregate: Aggregate] {
  const [, counted] = COUNTED.exec(text) ?? [];
  if (counted !== undefined) return [counted, (events) => String(events.length)];
  const [, measured, percent, measure] = PERCENTILE.exec(text) ?? [];
  if (measured !== undefined && measure !== undefined)
    return [measure, (events) => percentile(events, measured, Number(percent))];
  const [, latest] = LATEST.exec(text) ?? [];
  if (latest === undefined) throw malformed(text);
  return [latest, (events) => timestamp(Math.max(...events.map(({ timeMs }) => timeMs)))];
}

/** The value by which an event is grouped: a field, or the start of its bin of time. */
function groupOf(event: LogEvent, name: string): string | undefined {
  const [, length, unit = ''] = BIN.exec(name) ?? [];
  if (length === undefined) return fieldOf(event, name);
  const binMs = Number(length) * (UNIT_MS[unit] ?? 1);
  return timestamp(Math.floor(event.timeMs / binMs) * binMs);
}

/** Values that are not numbers do not count; without any, there is no value. */
function percentile(events: readonly LogEvent[], name: string, percent: number): string | undefined {
  const values = events
    .map((event) => Number.parseFloat(fieldOf(event, name) ?? ''))
    .filter((value) => !Number.isNaN(value))
    .toSorted((a, b) => a - b);
  const value = values[Math.max(0, Math.ceil((values.length * percent) / 100) - 1)];
  return value === undefined ? undefined : String(value);
}

function fieldOf({ timeMs, logGroup, message, fields }: LogEvent, name: string): string | undefined {
  if (name === '@timestamp') return timestamp(timeMs);
  if (name === '@message') return message;
  if (name === '@log') return `${LOCAL_ACCOUNT}:${logGroup}`;
  const value = fields[name];
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? undefined : JSON.stringify(value);
}

/** Times as Insights writes them, UTC without a zone. */
function timestamp(timeMs: number): string {
  return new Date(timeMs).toISOString().replace('T', ' ').replace('Z', '');
}

function malformed(text: string): ServiceError {
  return new ServiceError('MalformedQueryException', `"${text}" has no stand-in`);
}
