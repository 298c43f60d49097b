import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { encodeEvent } from './event-stream';
import { type LogEvent, LOCAL_ACCOUNT } from './insights';

/** AWS sends an update each second; localhost need not wait. */
const UPDATE_MS = 100;
/** Updates without an event are sent this often, as on AWS. */
const EMPTY_UPDATE_MS = 1000;

/** A session of Live Tail: events of some log groups, sent as they are written. */
export class LiveTailSession {
  private events: LogEvent[] = [];
  private sentAtMs = 0;
  private readonly timer: NodeJS.Timeout;

  /** Starts the session; it ends when the client closes the connection, or with {@link timeOut}. */
  constructor(
    private readonly logGroups: ReadonlySet<string>,
    private readonly response: ServerResponse,
  ) {
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
    this.send('initial-response', {});
    this.send('sessionStart', { sessionId: randomUUID(), logGroupIdentifiers: [...logGroups] });
    this.timer = setInterval(() => this.update(), UPDATE_MS);
    response.once('close', () => clearInterval(this.timer));
  }

  put(event: LogEvent): void {
    if (this.logGroups.has(event.logGroup)) this.events.push(event);
  }

  /** Ends the session as AWS does after three hours. */
  timeOut(): void {
    clearInterval(this.timer);
    const headers = { ':message-type': 'exception', ':exception-type': 'SessionTimeoutException' };
    const message = 'The Live Tail session timed out.';
    this.response.end(encodeEvent({ ...headers, ':content-type': 'application/json' }, { message }));
  }

  private update(): void {
    const nowMs = performance.now();
    if (this.events.length === 0 && nowMs - this.sentAtMs < EMPTY_UPDATE_MS) return;
    const sessionResults = this.events.map(({ timeMs, logGroup, message }) => ({
      logGroupIdentifier: `${LOCAL_ACCOUNT}:${logGroup}`,
      logStreamName: 'local',
      timestamp: timeMs,
      ingestionTime: timeMs,
      message,
    }));
    this.events = [];
    this.sentAtMs = nowMs;
    this.send('sessionUpdate', { sessionMetadata: { sampled: false }, sessionResults });
  }

  private send(type: string, payload: object): void {
    const headers = { ':message-type': 'event', ':event-type': type, ':content-type': 'application/json' };
    this.response.write(encodeEvent(headers, payload));
  }
}
