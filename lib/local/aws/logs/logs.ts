import { randomUUID } from 'node:crypto';
import { isObject } from '../../../is-object';
import { ServiceError } from '../service-error';
import { ServiceInput } from '../service-input';
import { type LogEvent, runInsightsQuery } from './insights';

/** The newest lines that a group keeps. */
const MOST_EVENTS = 20_000;

interface Group {
  readonly createdAt: number;
  readonly events: LogEvent[];
}

/** CloudWatch Logs: JSON lines by log group, and their search. */
export class LogsStandIn {
  private readonly groups = new Map<string, Group>();
  private readonly results = new Map<string, readonly Readonly<Record<string, string>>[]>();

  constructor(private readonly now: () => Date) {}

  /** Writes a line to a group. A line that is not a JSON object has no fields that could be searched. */
  put(logGroup: string, line: string): void {
    const timeMs = this.now().getTime();
    const group = this.groups.get(logGroup) ?? { createdAt: timeMs, events: [] };
    group.events.push({ timeMs, fields: fieldsOf(line) });
    if (group.events.length > MOST_EVENTS) group.events.shift();
    this.groups.set(logGroup, group);
  }

  /**
   * Answers one operation (CloudWatch Logs API reference).
   * @throws ServiceError as AWS would
   */
  call(operation: string, members: Readonly<Record<string, unknown>>): unknown {
    const input = new ServiceInput(members);
    switch (operation) {
      case 'DescribeLogGroups':
        return { logGroups: this.describe(input.text('logGroupNamePrefix') ?? '') };
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

  private describe(prefix: string) {
    return [...this.groups]
      .filter(([name]) => name.startsWith(prefix))
      .map(([logGroupName, { createdAt }]) => ({ logGroupName, creationTime: createdAt }));
  }

  private start(input: ServiceInput): string {
    const group = this.groups.get(input.text('logGroupName') ?? '');
    if (!group) throw new ServiceError('ResourceNotFoundException', 'The specified log group does not exist.');
    const [from, to] = [(input.number('startTime') ?? 0) * 1000, (input.number('endTime') ?? 0) * 1000];
    const events = group.events.filter(({ timeMs }) => timeMs >= from && timeMs <= to);
    const rows = runInsightsQuery(input.text('queryString') ?? '', events);
    const id = randomUUID();
    this.results.set(id, rows.slice(0, input.number('limit') ?? 1000));
    return id;
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
