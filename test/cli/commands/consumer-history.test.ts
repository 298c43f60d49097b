import { AlphaAccount } from '../support/alpha-account';

const alpha = new AlphaAccount();
const { json, onboard, run } = alpha;

interface History {
  readonly from: string;
  readonly to: string;
  readonly entries: readonly {
    readonly at: string;
    readonly by: string;
    readonly address: string;
    readonly event: string;
    readonly what: string;
    readonly errorCode: string | null;
  }[];
}

const JANE = 'arn:aws:sts::000000000000:assumed-role/operators/jane@example.com';
const MAX = 'arn:aws:sts::000000000000:assumed-role/operators/max@example.com';
const be = (arn: string) => (alpha.world.aws.account.callerArn = arn);
const deny = (operation: string) => alpha.world.aws.faults.inject({ kind: 'deny', operation });

test('the history of a consumer names each change, who made it, when and from where, the newest first', async () => {
  be(JANE);
  await onboard('crm', 'standard');
  await onboard('erp', 'standard');
  be(MAX);
  await run('consumer update alpha crm --tier premium');
  await run('usage extend alpha erp --by 250');
  await run('consumer suspend alpha crm');

  const { entries } = await json<History>('consumer history alpha crm');
  expect(entries.map(({ by, what }) => [by, what])).toEqual([
    [MAX, 'API key disabled'],
    [MAX, 'credentials or record changed: status active → suspended'],
    [MAX, 'put on tier premium'],
    [MAX, 'taken off tier standard'],
    [MAX, 'credentials or record changed: tier standard → premium'],
    [JANE, 'credentials created'],
    [JANE, 'put on tier standard'],
    [JANE, 'API key created'],
  ]);
  expect(new Set(entries.map(({ address }) => address))).toEqual(new Set(['127.0.0.1']));
});

test('an offboarded consumer has a history, with its deleted API key', async () => {
  await onboard('crm', 'standard');
  await run('usage extend alpha crm --by 250');
  await run('consumer offboard alpha crm --confirm crm');

  const { stdout, stderr } = await run('consumer history alpha crm');
  expect(stdout).toMatch(/ local \(IAM user\) +127\.0\.0\.1 +deletion of the credentials scheduled$/m);
  expect(stdout).toMatch(/ taken off tier standard$/m);
  expect(stdout).toMatch(/ API key deleted$/m);
  expect(stdout).toMatch(/ quota of this period on tier standard set to 1250 calls left$/m);
  expect(stderr).toMatch(/^notice: looked from \S+ to \S+; CloudTrail may take 15 minutes to list a call$/m);
});

test('reads of the credentials are listed when they are asked for', async () => {
  await onboard('crm', 'standard');
  await run('consumer rotate alpha crm --secret-stdin', 'TheNewSecret');

  const events = ({ entries }: History) => entries.filter(({ event }) => event === 'GetSecretValue').length;
  expect(events(await json<History>('consumer history alpha crm'))).toBe(0);
  expect(events(await json<History>('consumer history alpha crm --reads'))).toBeGreaterThan(0);
});

test('no secret of a consumer is in its history', async () => {
  await onboard('crm', 'standard');
  await run('consumer rotate alpha crm --secret-stdin', 'TheNewSecret');

  const { stdout } = await run('consumer history alpha crm --json');
  const { apiKey } = alpha.world.document('crm') as { apiKey: { value: string } };
  for (const secret of ['SecretOfcrm', 'TheNewSecret', apiKey.value]) expect(stdout).not.toContain(secret);
});

test('a consumer that never was is unknown', async () => {
  expect(await run('consumer history alpha crm')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('Reseller alpha has no consumer crm.') as string,
  });
});

test('the history of a consumer is shown only for its own reseller', async () => {
  await onboard('crm', 'standard');

  expect(await run('consumer history alpha-south crm')).toMatchObject({ code: 3 });
});

test('without the permission, the error names it and where it comes from', async () => {
  await onboard('crm', 'standard');
  deny('LookupEvents');

  const { code, stderr } = await run('consumer history alpha crm');
  expect(code).toBe(1);
  expect(stderr).toContain('the permission cloudtrail:LookupEvents is missing');
  expect(stderr).toContain('viewer');
});

test.each(['91d', '0d', 'yesterday'])('--since %s is refused before any call', async (since) => {
  alpha.world.aws.calls.length = 0;

  expect(await run(`consumer history alpha crm --since ${since}`)).toMatchObject({ code: 2 });
  expect(alpha.world.aws.calls).toEqual([]);
});
