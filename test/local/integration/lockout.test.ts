import { forgetFailures } from '../../../lib/local/rehearsal/forget-failures';
import { ChangedLab } from '../support/changed-lab';
import { RESOURCES } from '../support/served';

/** The lab, whose gateway of alpha locks out after four failures; beta's has a rule that counts failed attempts. */
const lab = new ChangedLab();
lab.change('resellers/alpha.yaml', { lockout: { failures: 4, withinMinutes: 10, forMinutes: 30 } });
lab.change('platform.yaml', { alarms: {} });
lab.change('resellers/beta.yaml', { alarms: { failedAttempts: 50 } });

const { served, run, json } = lab.serve();
beforeAll(async () => {
  for (const key of ['crm', 'erp']) {
    const onboarded = await run(`consumer onboard alpha --key ${key} --tier standard --secret-stdin`, `SecretOf${key}`);
    if (onboarded.code !== 0) throw new Error(onboarded.stderr);
  }
});
const call = (consumerKey: string, consumerSecret: string) =>
  served.alpha.send(RESOURCES, { as: { consumerKey, consumerSecret } });
const codeOf = ({ json: body }: { readonly json: Readonly<Record<string, unknown>> | undefined }) => body?.['code'];

interface Shown {
  readonly locks: readonly { source: string; failures: number; locked: boolean; endsAt: string }[];
}

test('four wrong signatures lock the address out of the key, and the answer has Retry-After', async () => {
  for (let sent = 0; sent < 4; sent += 1) expect(codeOf(await call('crm', 'guessed'))).toBe('signature_invalid');

  const correct = await call('crm', 'SecretOfcrm');
  expect([correct.status, codeOf(correct)]).toEqual([401, 'locked_out']);
  const retryAfter = Number(correct.headers['retry-after']);
  expect(retryAfter).toBeGreaterThan(1700);
  expect(retryAfter).toBeLessThanOrEqual(1800);
});

test('other denials have no Retry-After', async () => {
  expect((await call('erp', 'guessed')).headers).not.toHaveProperty('retry-after');
});

test('another key of the same address is served', async () => {
  expect((await call('erp', 'SecretOferp')).status).toBe(200);
});

test('show lists locks, and failures that do not lock yet', async () => {
  const { locks } = await json<Shown>('consumer show alpha crm');
  expect(locks).toEqual([{ source: '127.0.0.1', failures: 4, locked: true, endsAt: expect.any(String) as string }]);
  expect((await run('consumer show alpha crm')).stdout).toMatch(
    /locked out +127\.0\.0\.1 until .*Z, 4 failed attempts\n/,
  );
  expect((await run('consumer show alpha erp')).stdout).toMatch(
    /locked out +none; 127\.0\.0\.1 has 1 failed attempt, counted until .*Z\n/,
  );
});

test('show counts the failures of 24 hours by source and reason, and says where the numbers come from', async () => {
  const { failures } = await json<{ readonly failures: object }>('consumer show alpha crm');
  expect(failures).toMatchObject({
    by: 'Logs Insights',
    total: 5,
    sources: [{ source: '127.0.0.1', failures: 5, reasons: { signature_invalid: 4, locked_out: 1 } }],
  });
  expect((await run('consumer show alpha crm')).stdout).toMatch(
    /failures in 24 h +5 from 127\.0\.0\.1: signature_invalid 4, locked_out 1 \(Logs Insights\)\n/,
  );
});

test('show counts by the rule of Contributor Insights where a gateway has one', async () => {
  await run('consumer onboard beta --key shop --tier standard --secret-stdin', 'SecretOfshop');
  for (const consumerSecret of ['guessed', 'guessed', 'SecretOfshop'])
    await served.beta.send(RESOURCES, { as: { consumerKey: 'shop', consumerSecret } });
  const { failures } = await json<{ readonly failures: object }>('consumer show beta shop');

  expect(failures).toMatchObject({
    by: 'Contributor Insights',
    total: 2,
    sources: [{ source: '127.0.0.1', failures: 2 }],
  });
});

test('unlock changes nothing with --dry-run, and nothing for another source', async () => {
  expect((await run('consumer unlock alpha crm --dry-run')).stdout).toContain(
    'would unlock after 4 failed attempts: 127.0.0.1',
  );
  expect((await run('consumer unlock alpha crm --source 203.0.113.7')).stdout).toBe(
    'Nothing to do: no failed attempts with key crm from 203.0.113.7 count, so it is not locked out; without --source, every source is unlocked.\n',
  );
  expect((await json<Shown>('consumer show alpha crm')).locks).toHaveLength(1);
});

test('unlock ends the lock, and records who did it', async () => {
  const { steps } = await json<{ readonly steps: object[] }>('consumer unlock alpha crm --source 127.0.0.1');
  expect(steps).toEqual([{ action: 'unlock', target: '127.0.0.1', detail: 'unlock after 4 failed attempts' }]);
  expect((await json<Shown>('consumer show alpha crm')).locks).toEqual([]);
  const shown = await json<{ readonly metering: { readonly lastChange: object } }>('consumer show alpha crm');
  expect(shown.metering.lastChange).toMatchObject({ by: expect.stringContaining('arn:aws') as string });
  expect((await run('consumer history alpha crm')).stdout).toContain('description of the API key changed');
});

test('a key without a consumer can be unlocked, too', async () => {
  await call('nobody', 'guessed');
  expect((await run('consumer unlock alpha nobody')).stdout).toContain('forget 1 failed attempt: 127.0.0.1');
});

test('a key without failed attempts is named, because it may be misspelled', async () => {
  expect((await run('consumer unlock alpha mrc')).stdout).toBe(
    'Nothing to do: no failed attempts with key mrc count at the gateway of alpha, so no source is locked out.\n',
  );
});

test('a rehearsal forgets failed attempts, and waits until the gateway applies that', async () => {
  const waited: number[] = [];
  const forget = (resellerId: string, consumerKey: string) =>
    forgetFailures(served.local, { resellerId, consumerKey }, async (forMs) => void waited.push(forMs));
  await call('rehearsed', 'guessed');

  expect(await forget('alpha', 'rehearsed')).toBe(1);
  expect(await forget('alpha', 'rehearsed')).toBe(0);
  expect(await forget('beta', 'rehearsed')).toBe(0);
  expect(waited).toEqual([10_500]);
});

test('a gateway without a lockout says so', async () => {
  expect(await run('consumer unlock beta crm')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('has no lockout') as string,
  });
});
