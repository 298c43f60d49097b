import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { isObject } from '../../../is-object';
import { page } from '../page';
import { ServiceError } from '../service-error';
import { ServiceInput } from '../service-input';
import { LOCAL_ACCOUNT, type LogEvent, runInsightsQuery } from './insights';
import { LiveTailSession } from './live-tail';

/** The newest lines that a group keeps. */
const MOST_EVENTS = 20_000;
/** Most events of a page of FilterLogEvents, and most log groups of a session of Live Tail (API reference). */
const PAGE_EVENTS = 10_000;
const MOST_TAILED_GROUPS = 10;
const ARN_PREFIX = `arn:aws:logs:us-east-1:${LOCAL_ACCOUNT}:log-group:`;

interface Group {
  readonly createdAt: number;
  readonly events: LogEvent[];
}

type Members = Readonly<Record<string, unknown>>;

/** CloudWatch Logs: JSON lines by log group, their search, and Live Tail. */
export class LogsStandIn {
  private readonly groups = new Map<string, Group>();
  private readonly results = new Map<string, readonly Readonly<Record<string, string>>[]>();
  private readonly sessions = new Set<LiveTailSession>();

  constructor(private readonly now: () => Date) {}

  /** Creates a log group, as a stack does. */
  create(logGroup: string): void {
    this.group(logGroup);
  }

  /** Writes a line to a group, which it creates if necessary. A line that is not a JSON object has no fields. */
  put(logGroup: string, line: string): void {
    const { events } = this.group(logGroup);
    const event = { timeMs: this.now().getTime(), logGroup, message: line, fields: fieldsOf(line) };
    events.push(event);
    if (events.length > MOST_EVENTS) events.shift();
    for (const session of this.sessions) session.put(event);
  }

  /** Events of the groups whose names match. */
  eventsOf(matches: (logGroup: string) => boolean): readonly LogEvent[] {
    return [...this.groups].flatMap(([name, { events }]) => (matches(name) ? events : []));
  }

  /** Tests whether there is a group whose name matches. */
  has(matches: (logGroup: string) => boolean): boolean {
    return [...this.groups.keys()].some(matches);
  }

  /** Ends every session of Live Tail, as AWS does after three hours. */
  timeOutSessions(): void {
    for (const session of this.sessions) session.timeOut();
  }

  /**
   * Answers one operation (CloudWatch Logs API reference).
   * @throws ServiceError as AWS would
   */
  call(operation: string, members: Members): unknown {
    const input = new ServiceInput(members);
    switch (operation) {
      case 'DescribeLogGroups':
        return { logGroups: this.describe(input.text('logGroupNamePrefix') ?? '') };
      case 'FilterLogEvents':
        return this.filter(input);
      case 'StartQuery':
        return { queryId: this.start(input) };
      case 'GetQueryResults':
        return { status: 'Complete', results: this.take(input.text('queryId') ?? '') };
      case 'StopQuery':
        return { success: false };
      default:
        throw new ServiceError('UnknownOperationException', `logs:${operation} has no stand-in`);
    }
  }

  /**
   * Answers StartLiveTail with a stream of events.
   * @throws ServiceError as AWS would, before anything is written
   */
  tail(members: Members, response: ServerResponse): void {
    const names = (new ServiceInput(members).texts('logGroupIdentifiers') ?? []).map((arn) =>
      arn.replace(ARN_PREFIX, ''),
    );
    if (names.length < 1 || names.length > MOST_TAILED_GROUPS) {
      throw new ServiceError('InvalidParameterException', `Expected 1 to ${MOST_TAILED_GROUPS} log groups.`);
    }
    for (const name of names) this.require(name);
    const session = new LiveTailSession(new Set(names), response);
    this.sessions.add(session);
    response.once('close', () => this.sessions.delete(session));
  }

  private group(name: string): Group {
    const group = this.groups.get(name) ?? { createdAt: this.now().getTime(), events: [] };
    this.groups.set(name, group);
    return group;
  }

  private describe(prefix: string) {
    return [...this.groups]
      .filter(([name]) => name.startsWith(prefix))
      .map(([logGroupName, { createdAt }]) => ({
        logGroupName,
        creationTime: createdAt,
        arn: `${ARN_PREFIX}${logGroupName}:*`,
        logGroupArn: ARN_PREFIX + logGroupName,
      }));
  }

  private filter(input: ServiceInput) {
    if (input.text('filterPattern') !== undefined) {
      throw new ServiceError('InvalidParameterException', 'filterPattern has no stand-in');
    }
    const { events } = this.require(input.text('logGroupName') ?? '');
    const [from, to] = [input.number('startTime') ?? 0, input.number('endTime') ?? Number.POSITIVE_INFINITY];
    const found = events.filter(({ timeMs }) => timeMs >= from && timeMs < to);
    const { items, next } = page(found, input.number('limit') ?? PAGE_EVENTS, input.text('nextToken'));
    return {
      events: items.map(({ timeMs, message }) => ({ timestamp: timeMs, ingestionTime: timeMs, message })),
      ...(next !== undefined && { nextToken: next }),
    };
  }

  private start(input: ServiceInput): string {
    const names = input.texts('logGroupNames') ?? [input.text('logGroupName') ?? ''];
    const [from, to] = [(input.number('startTime') ?? 0) * 1000, (input.number('endTime') ?? 0) * 1000];
    const events = names
      .flatMap((name) => this.require(name).events)
      .filter(({ timeMs }) => timeMs >= from && timeMs <= to);
    const rows = runInsightsQuery(input.text('queryString') ?? '', events);
    const id = randomUUID();
    this.results.set(id, rows.slice(0, input.number('limit') ?? 1000));
    return id;
  }

  private require(name: string): Group {
    const group = this.groups.get(name);
    if (group) return group;
    throw new ServiceError('ResourceNotFoundException', `The specified log group does not exist: ${name}`);
  }

  private take(id: string) {
    const rows = this.results.get(id);
    if (!rows) throw new ServiceError('ResourceNotFoundException', 'The specified query does not exist.');
    return rows.map((row) => Object.entries(row).map(([field, value]) => ({ field, value })));
  }
}

function fieldsOf(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
