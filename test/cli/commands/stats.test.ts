import { AlphaAccount } from '../support/alpha-account';

const alpha = new AlphaAccount();

function request(access: object): void {
  const line = { requestId: 'x', status: '200', reason: 'allowed', refusal: '-', ...access };
  alpha.world.aws.logs.put('/aps-gateway/lab/alpha/access', JSON.stringify(line));
}

const DENIED = { status: '401', reason: 'signature_invalid', refusal: 'ACCESS_DENIED' };

test('requests are counted by reason, and the times of allowed ones measured', async () => {
  for (const latencyMs of ['41', '43']) request({ latencyMs, uiNodeLatencyMs: '17' });
  request({ ...DENIED, latencyMs: '3' });
  const { stdout, code } = await alpha.run('stats alpha');

  expect(code).toBe(0);
  expect(stdout).toMatch(/allowed +2\nsignature_invalid +1\n/);
  expect(stdout).toMatch(/in all +41 +43 +43\nUI node +17 +17 +17\n/);
});

test('--json has the counts over time, too', async () => {
  request(DENIED);
  const { stdout } = await alpha.run('stats alpha --since 1h --json');

  expect(JSON.parse(stdout)).toMatchObject({
    gateway: 'alpha',
    binMinutes: 5,
    bins: [{ requests: { signature_invalid: 1 } }],
    reasons: { signature_invalid: 1 },
    times: {},
  });
});

test('without requests, it says so', async () => {
  expect((await alpha.run('stats alpha')).stdout).toMatch(/^No requests since /);
});

test('more than 35 days are refused', async () => {
  expect(await alpha.run('stats alpha --since 36d')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--since: got "36d", expected at most 35 days') as string,
  });
});
