import type { GatewayLog } from '../gateway/names';
import { type Fields, type LogEntry, numberOf, textOf } from './log-entry';

/** The lines about one request, by log. */
export interface LoggedRequest {
  readonly requestId: string;
  readonly lines: Readonly<Partial<Record<GatewayLog, Fields>>>;
  /** The lines that were known when the request was last taken, if it was taken before. */
  readonly taken?: LoggedRequest['lines'];
}

interface Pending {
  readonly request: LoggedRequest;
  readonly sinceMs: number;
}

/** Requests that were taken and may still get a line. */
const MOST_TAKEN = 10_000;

export interface RequestJoinOptions {
  /** Time that a request waits for its missing lines, by the clock of {@link RequestJoin.add} and {@link RequestJoin.take}. */
  readonly waitMs: number;
  /** Time that a complete request waits for further lines: of an answer that broke off, the forwarder's comes last. */
  readonly settleMs: number;
  /** True if the gateway has a forwarder, which logs only failures. */
  readonly forwarder: boolean;
}

/**
 * Joins the lines of several logs by request. They may come in any order, and repeatedly. A request is taken once it is
 * complete or has waited long enough, and once more if a missing line comes after that.
 */
export class RequestJoin {
  private readonly pending = new Map<string, Pending>();
  private readonly taken = new Map<string, LoggedRequest>();

  constructor(private readonly options: RequestJoinOptions) {}

  /** @param nowMs any clock that does not go back by much, in milliseconds */
  add({ log, requestId, fields }: LogEntry, nowMs: number): void {
    const waiting = this.pending.get(requestId);
    const before = waiting?.request ?? this.taken.get(requestId) ?? { requestId, lines: {} };
    if (before.lines[log]) return;
    const taken = waiting ? before.taken : this.taken.get(requestId)?.lines;
    const request = { requestId, lines: { ...before.lines, [log]: fields }, ...(taken && { taken }) };
    this.pending.set(requestId, { request, sinceMs: waiting?.sinceMs ?? nowMs });
  }

  /** Takes the requests that are complete, or have waited long enough, in the order in which they were first seen. */
  take(nowMs: number): readonly LoggedRequest[] {
    const { waitMs, settleMs } = this.options;
    return this.takeIf(({ request, sinceMs }) => {
      return nowMs - sinceMs >= (this.isComplete(request) ? settleMs : waitMs);
    });
  }

  /** Takes every request, with what is known. */
  takeAll(): readonly LoggedRequest[] {
    return this.takeIf(() => true);
  }

  private takeIf(ready: (pending: Pending) => boolean): readonly LoggedRequest[] {
    const found = [...this.pending.values()].filter(ready).map(({ request }) => request);
    for (const request of found) {
      this.pending.delete(request.requestId);
      this.taken.delete(request.requestId);
      this.taken.set(request.requestId, request);
    }
    for (const [requestId] of this.taken) {
      if (this.taken.size <= MOST_TAKEN) break;
      this.taken.delete(requestId);
    }
    return found;
  }

  private isComplete({ lines: { access, authorizer, forwarder } }: LoggedRequest): boolean {
    if (!access) return false;
    // API Gateway refuses some requests without the authorizer.
    if (!authorizer && textOf(access, 'authorizerLatencyMs') !== undefined) return false;
    const failed = (numberOf(access, 'status') ?? 0) >= 500 && textOf(access, 'refusal') === undefined;
    return !this.options.forwarder || forwarder !== undefined || !failed;
  }
}
