import type { Socket } from 'node:net';
import { awsCall, type CallHost } from '../../../lambda/authorizer/adapters/aws-client';
import { awsAt, callHost, LONG_TIMEOUTS, nameOfFailure, PUT_ITEM } from '../support/call-host';
import { jsonAnswer, RawServer } from '../support/raw-server';

const server = new RawServer();
const elsewhere = new RawServer();
const EVERYTHING_BUT_TIMEOUTS: FakeableAPI[] = [
  'Date',
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
];
const OUTPUT = { kind: 'output', output: {} };
let endpoint: string;
let otherEndpoint: string;

beforeAll(async () => {
  endpoint = await server.start();
  otherEndpoint = await elsewhere.start();
});
afterAll(() => Promise.all([server.stop(), elsewhere.stop()]));
beforeEach(() => server.reset());
afterEach(() => jest.useRealTimers());

function callOf(host: Partial<CallHost> = {}) {
  return awsCall(awsAt(endpoint), PUT_ITEM, callHost(host));
}

/** Answers attempts with these, in order; the last one again and again. */
function answers(...texts: readonly (string | ((socket: Socket) => void))[]): void {
  server.answer = (socket) => {
    const answer = texts[Math.min(server.requests.length, texts.length) - 1]!;
    if (typeof answer === 'string') socket.write(answer);
    else answer(socket);
  };
}

const HALF = 'HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{"Attributes":';
const HALF_CHUNK = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n';

describe.each([
  ['half a body', (socket: Socket) => void socket.end(HALF), 'ConnectionClosed'],
  ['chunks without the last one', (socket: Socket) => void socket.end(HALF_CHUNK), 'ConnectionClosed'],
  ['half a head', (socket: Socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-le'), 'ECONNRESET'],
  ['nothing and the end of the connection', (socket: Socket) => void socket.end(), 'ECONNRESET'],
  ['text that is not HTTP', (socket: Socket) => void socket.end('220 mail.example ESMTP\r\n'), 'HPE_INVALID_CONSTANT'],
  [
    'a switch to another protocol',
    (socket: Socket) =>
      void socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: other\r\nconnection: upgrade\r\n\r\n'),
    'ConnectionClosed',
  ],
  [
    'more header lines than are read',
    (socket: Socket) => void socket.write(`HTTP/1.1 200 OK\r\n${`x-flood: ${'f'.repeat(1000)}\r\n`.repeat(40)}\r\n{}`),
    'HPE_HEADER_OVERFLOW',
  ],
])('an answer of %s', (_, answer, name) => {
  test('is a failure, after a second attempt', async () => {
    answers(answer);
    expect(await nameOfFailure(callOf()({}))).toBe(name);
    expect(server.requests).toHaveLength(2);
  });

  test('is made good by the second attempt', async () => {
    answers(answer, jsonAnswer(200, {}));
    expect(await callOf()({})).toEqual(OUTPUT);
  });
});

test('half a document that ends with its connection is not an output', async () => {
  answers((socket) => void socket.end('HTTP/1.1 200 OK\r\n\r\n{"Attributes":{'));
  expect(await nameOfFailure(callOf()({}))).toBe('UnexpectedAnswer');
});

test('a body without end is given up at half a megabyte, and its connection closed', async () => {
  const closed = new Promise<number>((resolve) => {
    answers((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const more = (): void => void (socket.writable && socket.write('x'.repeat(65_536), () => setImmediate(more)));
      more();
      socket.on('close', () => resolve(socket.bytesWritten));
    });
  });
  expect(await nameOfFailure(callOf()({}))).toBe('AnswerTooLarge');
  expect(await closed).toBeGreaterThan(512 * 1024);
  expect(server.requests).toHaveLength(1);
});

describe('an answer that does not end in time', () => {
  beforeEach(holdTimeouts);

  test.each([
    ['silence', '', ''],
    ['a body that drips', 'HTTP/1.1 200 OK\r\n\r\n', ' '],
    ['interim answers without end', '', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['header lines without end', 'HTTP/1.1 200 OK\r\n', 'x: y\r\n'],
  ])('%s', async (_, first, piece) => {
    const timeouts = { ...LONG_TIMEOUTS, attemptMs: 10_000 };
    answers((socket) => {
      socket.write(first);
      drip(socket, piece, timeouts.attemptMs / 1000);
    });
    expect(await nameOfFailure(callOf({ timeouts })({}))).toBe('AttemptTimeout');
    expect(server.requests).toHaveLength(2);
  });
});

/** Timeouts pass only when a test moves their clock: then it is the test that is slow, and not the machine. */
function holdTimeouts(): void {
  jest.useFakeTimers({ doNotFake: EVERYTHING_BUT_TIMEOUTS });
}

/** Writes one piece for each of some seconds that pass. */
function drip(socket: Socket, piece: string, seconds: number): void {
  let passed = 0;
  const timer = setInterval(() => {
    passed += 1;
    if (passed === seconds) clearInterval(timer);
    socket.write(piece);
    jest.advanceTimersByTime(1000);
  }, 1);
}

test.each(['100 Continue', '102 Processing', '103 Early Hints'])('passes over %s', async (interim) => {
  answers(`HTTP/1.1 ${interim}\r\n\r\nHTTP/1.1 ${interim}\r\n\r\n${jsonAnswer(200, {})}`);
  expect(await callOf()({})).toEqual(OUTPUT);
});

test.each([301, 302, 303, 307, 308])('does not follow a redirect with status %i', async (status) => {
  elsewhere.answer = (socket) => void socket.write(jsonAnswer(200, {}));
  answers(jsonAnswer(status, {}, `location: ${otherEndpoint}/\r\n`));
  expect(await nameOfFailure(callOf()({}))).toBe(`Http${status}`);
  expect([server.requests.length, elsewhere.connections]).toEqual([1, 0]);
});

describe('a second attempt', () => {
  test.each([
    ['500', jsonAnswer(500, { __type: 'InternalServerError' })],
    ['503 of another server', 'HTTP/1.1 503 Busy\r\ncontent-length: 6\r\n\r\n<html>'],
    ['429', jsonAnswer(429, {})],
    ['ThrottlingException', jsonAnswer(400, { __type: 'ThrottlingException' })],
    [
      'ProvisionedThroughputExceededException',
      jsonAnswer(400, { __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException' }),
    ],
  ])('follows %s, after a pause of random length', async (_, answer) => {
    const pauses: number[] = [];
    answers(answer, jsonAnswer(200, {}));
    const call = callOf({ random: () => 0.25, pause: async (ms) => void pauses.push(ms) });
    expect(await call({})).toEqual(OUTPUT);
    expect(pauses).toEqual([50]);
  });

  test.each([
    ['an error that the service names', jsonAnswer(400, { __type: 'ConditionalCheckFailedException', message: 'no' })],
    ['a success', jsonAnswer(200, {})],
  ])('does not follow %s', async (_, answer) => {
    answers(answer);
    await callOf()({});
    expect(server.requests).toHaveLength(1);
  });

  test('is not made when the time of the call is over', async () => {
    let now = 1_795_320_000_000;
    answers((socket) => {
      now += LONG_TIMEOUTS.callMs;
      socket.destroy();
    });
    expect(await nameOfFailure(callOf({ clock: () => now })({}))).toBe('ECONNRESET');
    expect(server.requests).toHaveLength(1);
  });

  test('has only the time that is left of the call', async () => {
    holdTimeouts();
    const timeouts = { connectionMs: 5000, attemptMs: 5000, callMs: 5001, pauseMs: 0 };
    let now = 1_795_320_000_000;
    answers((socket) => {
      now += 5000;
      if (server.requests.length === 1) socket.destroy();
      else jest.advanceTimersByTime(1);
    });
    expect(await nameOfFailure(callOf({ timeouts, clock: () => now })({}))).toBe('AttemptTimeout');
    expect(server.requests).toHaveLength(2);
  });

  test('is signed again', async () => {
    let now = Date.parse('2026-11-25T10:00:00Z');
    answers(
      (socket) => {
        now += 1000;
        socket.destroy();
      },
      jsonAnswer(200, {}),
    );
    await callOf({ clock: () => now })({});
    expect(server.requests.map((request) => /x-amz-date: (\S+)/.exec(request)?.[1])).toEqual([
      '20261125T100000Z',
      '20261125T100001Z',
    ]);
  });
});

describe('after a freeze', () => {
  /** A call over connections that stood before the freeze and are dead after it. */
  async function callAfterFreeze(die: (socket: Socket) => void, host: Partial<CallHost> = {}) {
    const call = callOf(host);
    const waiting: Socket[] = [];
    server.answer = (socket) => {
      waiting.push(socket);
      if (waiting.length === 3) for (const one of waiting) one.write(jsonAnswer(200, {}));
    };
    await Promise.all([call({}), call({}), call({})]);
    const before = new Set(waiting);
    server.answer = (socket) => (before.has(socket) ? die(socket) : void socket.write(jsonAnswer(200, {})));
    return call({});
  }

  test('a reset connection is replaced by a fresh one, without a pause', async () => {
    const pause = jest.fn();
    expect(await callAfterFreeze((socket) => void socket.resetAndDestroy(), { pause })).toEqual(OUTPUT);
    expect([server.connections, pause.mock.calls]).toEqual([4, []]);
  });

  test('a connection that is silent is replaced by a fresh one', async () => {
    holdTimeouts();
    expect(await callAfterFreeze(() => jest.advanceTimersByTime(LONG_TIMEOUTS.attemptMs))).toEqual(OUTPUT);
    expect(server.connections).toBe(4);
  });
});
