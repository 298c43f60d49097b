import { OnboardingError } from '../onboarding/errors';
import type { LogGroup, LogLine, LogReader } from '../onboarding/ports';
import { logOf, readLogEntry } from './log-entry';
import { mergeLines } from './merge-lines';
import { type LoggedRequest, RequestJoin } from './request-join';

/** Time that a followed request waits for its missing lines: API Gateway delivers some seconds late. */
const FOLLOW_WAIT_MS = 10_000;
/** The same in the time of the lines, when they are all there already. */
const HISTORY_WAIT_MS = 60_000;
const HISTORY_SETTLE_MS = 5000;
const POLL_MS = 2000;
/** Lines that come this late are still read. */
const OVERLAP_MS = 60_000;

export interface WatchOptions {
  readonly from: Date;
  /** Log groups of one gateway. */
  readonly groups: readonly LogGroup[];
}

export interface FollowOptions extends WatchOptions {
  /** `liveTail`, or `poll` to read the logs every two seconds, which AWS does not bill by the minute. */
  readonly by: 'liveTail' | 'poll';
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** Resolves early when the signal aborts; never rejects. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Gets a sentence for the person who follows. */
  readonly onNotice: (sentence: string) => void;
}

/** Returns the requests between two times, as soon as the lines about each have been read. */
export async function* pastRequests(
  reader: LogReader,
  { groups, from, to }: WatchOptions & { readonly to: Date },
): AsyncIterable<LoggedRequest> {
  const forwarder = hasForwarder(groups);
  const settleMs = forwarder ? HISTORY_SETTLE_MS : 0;
  const join = new RequestJoin({ waitMs: HISTORY_WAIT_MS, settleMs, forwarder });
  for await (const line of linesOf(reader, groups, from, to)) {
    add(join, line, line.timeMs);
    yield* join.take(line.timeMs);
  }
  yield* join.takeAll();
}

/** Returns the requests from a time on, and those that come, until the signal aborts or the caller reads no further. */
export async function* followRequests(reader: LogReader, options: FollowOptions): AsyncIterable<LoggedRequest> {
  const left = new AbortController();
  try {
    yield* joinedRequests(reader, { ...options, signal: AbortSignal.any([options.signal, left.signal]) });
  } finally {
    // A session of Live Tail stays open, and costs, until its signal aborts.
    left.abort();
  }
}

async function* joinedRequests(reader: LogReader, options: FollowOptions): AsyncIterable<LoggedRequest> {
  const { groups, signal, now, by } = options;
  const join = new RequestJoin({ waitMs: FOLLOW_WAIT_MS, settleMs: 0, forwarder: hasForwarder(groups) });
  for await (const lines of by === 'liveTail' ? liveLines(reader, options) : polledLines(reader, options)) {
    for (const line of lines) add(join, line, now().getTime());
    yield* join.take(now().getTime());
    if (signal.aborted) break;
  }
  yield* join.takeAll();
}

/** Lines by Live Tail, session after session; by polling once Live Tail is refused. */
async function* liveLines(reader: LogReader, options: FollowOptions): AsyncIterable<readonly LogLine[]> {
  const { groups, signal, now, onNotice } = options;
  let { from } = options;
  let sampled = false;
  for (let session = 1; !signal.aborted; session += 1) {
    const updates = await reader.tail(groups, signal).catch((error: unknown) => {
      if (signal.aborted) return undefined;
      if (error instanceof OnboardingError) onNotice(`Live Tail is not available: ${error.message}`);
      else throw error;
      return undefined;
    });
    if (!updates) break;
    onNotice(
      session === 1
        ? 'Live Tail is running; AWS bills it by the minute. Press Ctrl-C to stop.'
        : 'The Live Tail session ended, as it does after three hours; a new one goes on.',
    );
    // The session has begun, so no line is lost between the past and the updates; a line that is in both counts once.
    yield* batches(linesOf(reader, groups, from, now()));
    try {
      for await (const update of updates) {
        from = new Date(now().getTime() - OVERLAP_MS);
        if (update.sampled && !sampled)
          onNotice('There are more lines than Live Tail sends, so some requests are missing.');
        sampled = update.sampled;
        yield update.lines;
      }
    } catch (error) {
      if (!(error instanceof OnboardingError)) throw error;
      onNotice(`The Live Tail session broke off: ${error.message}`);
      await options.sleep(POLL_MS, signal);
    }
  }
  if (!signal.aborted) {
    onNotice('The logs are read every two seconds instead.');
    yield* polledLines(reader, { ...options, from });
  }
}

/** Lines by reading the logs again and again, the last minute each time: lines come late. */
async function* polledLines(reader: LogReader, options: FollowOptions): AsyncIterable<readonly LogLine[]> {
  const { groups, signal, now, sleep } = options;
  let { from } = options;
  while (!signal.aborted) {
    const readAt = now();
    yield* batches(linesOf(reader, groups, from, readAt));
    yield [];
    from = new Date(readAt.getTime() - OVERLAP_MS);
    await sleep(POLL_MS, signal);
  }
}

function linesOf(reader: LogReader, groups: readonly LogGroup[], from: Date, to: Date): AsyncIterable<LogLine> {
  return mergeLines(groups.map(({ name }) => reader.lines({ logGroup: name, from, to })));
}

async function* batches(lines: AsyncIterable<LogLine>): AsyncIterable<readonly LogLine[]> {
  for await (const line of lines) yield [line];
}

function add(join: RequestJoin, line: LogLine, nowMs: number): void {
  const entry = readLogEntry(line);
  if (entry) join.add(entry, nowMs);
}

function hasForwarder(groups: readonly LogGroup[]): boolean {
  return groups.some(({ name }) => logOf(name) === 'forwarder');
}
