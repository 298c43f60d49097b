import { followRequests, pastRequests } from '../../lib/logs/watch';
import { OnboardingError } from '../../lib/onboarding/errors';
import type { LogLine, LogReader, TailUpdate } from '../../lib/onboarding/ports';

const [ACCESS, AUTHORIZER] = ['/aps-gateway/lab/alpha/access', '/aps-gateway/lab/alpha/authorizer'];
const GROUPS = [ACCESS, AUTHORIZER].map((name) => ({ name, arn: `arn:${name}` }));
const START_MS = 1_795_320_000_000;

const access = (requestId: string, timeMs = START_MS): LogLine => ({
  logGroup: ACCESS,
  timeMs,
  text: JSON.stringify({ requestId, status: '200', authorizerLatencyMs: '5', refusal: '-' }),
});
const authorizer = (extendedRequestId: string, timeMs = START_MS): LogLine => ({
  logGroup: AUTHORIZER,
  timeMs,
  text: JSON.stringify({ extendedRequestId, reason: 'allowed' }),
});

/** Logs whose past is given, and the sessions of Live Tail that begin one after another; an error refuses a session. */
class Logs implements LogReader {
  readonly read: string[] = [];

  constructor(
    public past: readonly LogLine[] = [],
    private readonly sessions: (readonly (TailUpdate | Error)[] | Error)[] = [],
    private readonly onRead: (reads: number) => void = () => {},
  ) {}

  async groups() {
    return GROUPS;
  }

  async *lines({ logGroup, from, to }: Parameters<LogReader['lines']>[0]) {
    this.read.push(logGroup);
    yield this.past.filter(
      (line) => line.logGroup === logGroup && line.timeMs >= from.getTime() && line.timeMs < to.getTime(),
    );
    this.onRead(this.read.length);
  }

  /** Signal of the last session that was asked for. */
  tailed: AbortSignal | undefined;

  async tail(_groups: unknown, signal: AbortSignal) {
    this.tailed = signal;
    const session = this.sessions.shift() ?? refused;
    if (session instanceof Error) throw session;
    return updatesOf(session);
  }
}

const refused = new OnboardingError('failed', 'no permission');

async function* updatesOf(session: readonly (TailUpdate | Error)[]): AsyncIterable<TailUpdate> {
  for (const update of session) {
    if (update instanceof Error) throw update;
    yield update;
  }
}

const update = (...lines: readonly LogLine[]): TailUpdate => ({ lines, sampled: false });

/** Follows until the given number of requests came, with a clock that sleeping moves. */
async function follow(logs: Logs, count: number, by: 'liveTail' | 'poll' = 'liveTail') {
  const controller = new AbortController();
  const notices: string[] = [];
  const found: string[] = [];
  let nowMs = START_MS + 5000;
  const requests = followRequests(logs, {
    from: new Date(START_MS - 60_000),
    groups: GROUPS,
    by,
    signal: controller.signal,
    now: () => new Date(nowMs),
    sleep: async (milliseconds) => void (nowMs += milliseconds),
    onNotice: (sentence) => notices.push(sentence),
  });
  for await (const { requestId, lines, taken } of requests) {
    found.push(`${requestId} ${Object.keys(lines).toSorted().join('+')}${taken ? ' again' : ''}`);
    if (found.length === count) controller.abort();
  }
  return { found, notices };
}

test.each([
  ['past lines', [access('x1'), authorizer('x1')], []],
  ['new lines', [], [update(access('x1'), authorizer('x1'))]],
])('a caller that leaves at %s ends the session of Live Tail', async (_which, past, updates) => {
  const logs = new Logs(past, [updates]);
  const requests = followRequests(logs, {
    from: new Date(START_MS - 60_000),
    groups: GROUPS,
    by: 'liveTail',
    signal: new AbortController().signal,
    now: () => new Date(START_MS + 5000),
    sleep: async () => {},
    onNotice: () => {},
  });
  for await (const { requestId } of requests) {
    expect([requestId, logs.tailed?.aborted]).toEqual(['x1', false]);
    break;
  }

  expect(logs.tailed?.aborted).toBe(true);
});

test('the past is joined, and a request without its second line comes last', async () => {
  const lines = [authorizer('x1', START_MS), authorizer('x2', START_MS + 1), access('x2', START_MS + 2)];
  const found: string[] = [];
  const range = { from: new Date(START_MS), to: new Date(START_MS + 1000) };
  for await (const { requestId } of pastRequests(new Logs(lines), { groups: GROUPS, ...range })) found.push(requestId);

  expect(found).toEqual(['x2', 'x1']);
});

test('the past comes first, then the lines of Live Tail; one that is in both counts once', async () => {
  const past = [authorizer('x1'), access('x1'), authorizer('x2')];
  const { found, notices } = await follow(new Logs(past, [[update(authorizer('x2')), update(access('x2'))]]), 2);

  expect(found).toEqual(['x1 access+authorizer', 'x2 access+authorizer']);
  expect(notices).toEqual(['Live Tail is running; AWS bills it by the minute. Press Ctrl-C to stop.']);
});

test('a session that ends is followed by another, and what came in between is read', async () => {
  const logs = new Logs([], [[update(authorizer('x1'), access('x1'))], [update(access('x2'))]]);
  logs.past = [authorizer('x2', START_MS + 4000)];
  const { found, notices } = await follow(logs, 2);

  expect(found).toEqual(['x1 access+authorizer', 'x2 access+authorizer']);
  expect(notices.at(-1)).toBe('The Live Tail session ended, as it does after three hours; a new one goes on.');
});

test('a session that breaks off is followed by another too', async () => {
  const broken = new OnboardingError('failed', 'connection reset');
  const { found, notices } = await follow(new Logs([], [[broken], [update(authorizer('x1'), access('x1'))]]), 1);

  expect(found).toEqual(['x1 access+authorizer']);
  expect(notices).toContain('The Live Tail session broke off: connection reset');
});

test('where Live Tail is refused, the logs are read every two seconds', async () => {
  const logs: Logs = new Logs([], [refused], (reads) => {
    if (reads === 6) logs.past = [authorizer('x1', START_MS + 7000), access('x1', START_MS + 7000)];
  });
  const { found, notices } = await follow(logs, 1);

  expect(found).toEqual(['x1 access+authorizer']);
  expect(notices).toEqual([
    'Live Tail is not available: no permission',
    'The logs are read every two seconds instead.',
  ]);
});

test('with polling no session begins, and a request with one line is shown after ten seconds, then again', async () => {
  const logs: Logs = new Logs([authorizer('x1')], [], (reads) => {
    if (reads === 16) logs.past = [...logs.past, access('x1')];
  });
  const { found, notices } = await follow(logs, 2, 'poll');

  expect(found).toEqual(['x1 authorizer', 'x1 access+authorizer again']);
  expect(notices).toEqual([]);
});

test('lines that Live Tail leaves out are announced', async () => {
  const sampled = { lines: [authorizer('x1'), access('x1')], sampled: true };
  const { notices } = await follow(new Logs([], [[sampled]]), 1);

  expect(notices.at(-1)).toBe('There are more lines than Live Tail sends, so some requests are missing.');
});
