import { AlphaAccount } from '../support/alpha-account';
import { ALPHA } from '../support/world';

const alpha = new AlphaAccount();
const { run } = alpha;
const put = (log: string, fields: object) =>
  alpha.world.aws.logs.put(`/aps-gateway/lab/alpha/${log}`, JSON.stringify(fields));

/** Writes the lines of one request. */
function request(id: string, access: object = {}, authorizer: object = {}): void {
  put('authorizer', { extendedRequestId: id, requestId: `amzn-${id}`, reason: 'allowed', ...authorizer });
  put('access', {
    time: String(Date.now()),
    requestId: id,
    method: 'GET',
    path: '/aps/2/resources',
    status: '200',
    reason: 'allowed',
    consumerKey: 'crm',
    reseller: 'alpha',
    refusal: '-',
    latencyMs: '41',
    authorizerLatencyMs: '29',
    uiNodeLatencyMs: '10',
    ...access,
  });
}
const idsIn = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { requestId: string }).requestId);
const DENIED = {
  status: '401',
  reason: 'signature_invalid',
  refusal: 'ACCESS_DENIED',
  consumerKey: '-',
  reseller: '-',
};

test('each request is one line: time, status, path, consumer, reason, times and id', async () => {
  request('x1');

  expect(await run('logs alpha')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(
      /^\d{4}-\d\d-\d\dT\S+Z {2}200 {2}GET \/aps\/2\/resources {2}crm {2}allowed {2}41\/29\/10 ms {2}x1\n$/,
    ) as string,
    stderr: '',
  });
});

test('a request that could not be checked has the fault behind its reason', async () => {
  const access = { status: '503', reason: '-', refusal: 'AUTHORIZER_FAILURE', uiNodeLatencyMs: '-' };
  request('x1', access, { reason: 'authorizer_unavailable', fault: 'credentials_refused' });

  expect((await run('logs alpha')).stdout).toContain('  authorizer_unavailable (credentials_refused)  41/29/- ms');
  const { fault } = JSON.parse((await run('logs alpha --json')).stdout) as { readonly fault: string };
  expect(fault).toBe('credentials_refused');
});

test('a consumer key that is only claimed has a question mark', async () => {
  request('x1', { ...DENIED, uiNodeLatencyMs: '-' }, { reason: 'signature_invalid', claimedConsumerKey: 'crm' });

  expect((await run('logs alpha')).stdout).toContain(
    '  401  GET /aps/2/resources  crm?  signature_invalid  41/29/- ms',
  );
});

test.each([
  ['--consumer crm', ['x1', 'x2']],
  ['--reason signature_invalid', ['x2']],
  ['--status 4xx', ['x2', 'x3']],
  ['--status 429', ['x3']],
])('%s shows only those', async (options, ids) => {
  request('x1');
  request('x2', DENIED, { reason: 'signature_invalid', claimedConsumerKey: 'crm' });
  request('x3', { status: '429', refusal: 'THROTTLED', consumerKey: 'shop' });

  const { stdout } = await run(`logs alpha ${options} --json`);
  expect(idsIn(stdout)).toEqual(ids);
});

test('a reseller of a shared gateway sees its own requests', async () => {
  request('x1');
  request('x2', { reseller: 'alpha-south', consumerKey: 'south' });

  const { stdout, stderr } = await run('logs alpha-south --json');
  expect(stdout.trim().split('\n')).toHaveLength(1);
  expect(stdout).toContain('"requestId":"x2"');
  expect(stderr).toContain('the gateway of alpha serves alpha-south');
});

test('a path cannot control the terminal', async () => {
  request('x1', { path: '/aps/2/\u001b[2J' });

  expect((await run('logs alpha')).stdout).toContain('GET /aps/2/?[2J');
});

test('a log without requests is not an error', async () => {
  alpha.world.aws.logs.create(ALPHA.accessLogGroup);

  expect(await run('logs alpha')).toMatchObject({
    code: 0,
    stdout: '',
    stderr: expect.stringMatching(/^No such requests since /) as string,
  });
});

test('a gateway without logs is an error that says what to do', async () => {
  expect(await run('logs alpha')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('Deploy its stack again') as string,
  });
});

test.each([
  ['--status 4x', '--status: got "4x"'],
  ['--since soon', '--since: got "soon"'],
  ['--since 2999-01-01', '--since: got "2999-01-01"'],
])('%s is refused', async (options, message) => {
  expect(await run(`logs alpha ${options}`)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(message) as string,
  });
});

test('--count ends the list of past requests, too', async () => {
  request('x1', { status: '404' });
  request('x2');
  request('x3');

  expect(idsIn((await run('logs alpha --json --count 1 --status 200')).stdout)).toEqual(['x2']);
});

test.each(['0', '-1', '1.5', 'all'])('--count %s is refused', async (text) => {
  const { code, stderr } = await run(`logs alpha --count=${text}`);

  expect(code).toBe(2);
  expect(stderr).toBe(`error: --count: got "${text}", expected a whole number from 1 on\n`);
});

describe('--follow', () => {
  /** Follows; calls `act` once x1 is printed, and interrupts once `last` is. */
  async function follow(options: readonly string[], last: string, act = () => {}) {
    const controller = new AbortController();
    let acted = false;
    return alpha.cli.run(alpha.world.url, ['logs', 'alpha', '--follow', '--json', ...options], {
      interruption: controller.signal,
      onStdout(text) {
        if (!acted && text.includes('"x1"')) {
          acted = true;
          act();
        }
        if (text.includes(`"${last}"`)) controller.abort();
      },
    });
  }

  test('shows past and new requests, and an interrupt ends it cleanly', async () => {
    request('x1');
    const { code, stdout, stderr } = await follow([], 'x2', () => request('x2'));

    expect(code).toBe(0);
    expect(idsIn(stdout)).toEqual(['x1', 'x2']);
    expect(stderr).toBe('notice: Live Tail is running; AWS bills it by the minute. Press Ctrl-C to stop.\n');
  });

  test('goes on when the session of Live Tail times out', async () => {
    request('x1');
    const { stdout, stderr } = await follow([], 'x2', () => {
      alpha.world.aws.logs.timeOutSessions();
      setTimeout(() => request('x2'), 100);
    });

    expect(idsIn(stdout)).toEqual(['x1', 'x2']);
    expect(stderr).toContain('a new one goes on');
  });

  test('reads the logs instead where Live Tail is denied', async () => {
    alpha.world.aws.faults.inject({ kind: 'deny', service: 'logs', operation: 'StartLiveTail' });
    request('x1');
    const { code, stderr } = await follow([], 'x1');

    expect(code).toBe(0);
    expect(stderr).toMatch(/Live Tail is not available: AWS denied access.*\n.*The logs are read every two seconds/);
  });

  test.each([[[]], [['--poll']]])('%j --count ends it after as many requests, without a further line', async (by) => {
    request('x1');
    const words = ['logs', 'alpha', '--follow', '--json', '--count', '1', ...by];
    const { code, stdout } = await alpha.cli.run(alpha.world.url, words, {
      interruption: new AbortController().signal,
    });

    expect(code).toBe(0);
    expect(idsIn(stdout)).toEqual(['x1']);
  });

  test('--poll begins no session', async () => {
    request('x1');
    await follow(['--poll'], 'x1');

    expect(alpha.world.aws.calls.map(({ operation }) => operation)).not.toContain('StartLiveTail');
  });
});

test('a reason that no code has is named, because nothing may ever match it', async () => {
  const notices = async (reason: string) => (await run(`logs alpha --reason ${reason}`)).stderr;

  expect(await notices('signature_wrong')).toContain('"signature_wrong" is not a code of this version');
  for (const code of ['signature_invalid', 'throttled', 'allowed']) {
    expect(await notices(code)).not.toContain('is not a code');
  }
});
