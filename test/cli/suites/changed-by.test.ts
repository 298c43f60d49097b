import { AlphaAccount } from '../support/alpha-account';

const alpha = new AlphaAccount();
const { json, onboard, run } = alpha;

const JANE = 'arn:aws:sts::000000000000:assumed-role/operators/jane@example.com';
const MAX = 'arn:aws:sts::000000000000:assumed-role/operators/max@example.com';

interface Shown {
  readonly consumer: { readonly lastChange: { readonly at: string; readonly by: string | null } };
  readonly metering: { readonly lastChange: { readonly by: string | null } };
}

const show = () => json<Shown>('consumer show alpha crm --no-activity');
const be = (arn: string) => (alpha.world.aws.account.callerArn = arn);
const calls = (operation: string) => alpha.world.aws.calls.filter((call) => call.operation === operation).length;

beforeEach(async () => {
  be(JANE);
  await onboard('crm', 'standard');
  be(MAX);
});

test.each([
  'consumer update alpha crm --note moved',
  'consumer update alpha crm --tier premium',
  'consumer suspend alpha crm',
  'consumer rotate alpha crm --secret-stdin',
  'consumer move-tier alpha --from standard --to premium',
  'consumer offboard alpha crm --confirm crm',
])('after "%s" the record of the consumer names who ran it', async (command) => {
  expect(await show()).toMatchObject({ consumer: { lastChange: { by: JANE } } });

  expect(await run(command, 'TheNewSecret')).toMatchObject({ code: 0 });
  expect(await show()).toMatchObject({ consumer: { lastChange: { by: MAX } } });
});

test('a command asks STS once for its caller, and a command that changes nothing does not', async () => {
  expect(calls('GetCallerIdentity')).toBe(1);

  await onboard('erp', 'standard');
  expect(calls('GetCallerIdentity')).toBe(2);
  await run('consumer move-tier alpha --from standard --to premium');
  expect(calls('GetCallerIdentity')).toBe(3);
  await run('consumer update alpha crm --tier premium');
  await run('consumer suspend alpha crm --dry-run');
  await show();
  expect(calls('GetCallerIdentity')).toBe(3);
});

test('the API key names who suspended its consumer', async () => {
  await run('consumer suspend alpha crm');

  expect(await show()).toMatchObject({ metering: { apiKey: 'disabled', lastChange: { by: MAX } } });
});

test('an extended quota is recorded at the API key, and shown because it is later than the record', async () => {
  await run('usage extend alpha crm --by 250');

  const { stdout } = await run('consumer show alpha crm --no-activity');
  expect(stdout).toMatch(/^last change +\S+ by jane@example\.com \(role operators\)$/m);
  expect(stdout).toMatch(/^API key .*, last changed \S+ by max@example\.com \(role operators\)$/m);
});

test('a repair of the usage plan only is recorded at the API key', async () => {
  alpha.world.state.planKeys.clear();

  expect(await run('doctor alpha --repair')).toMatchObject({ code: 0 });
  expect(await show()).toMatchObject({
    consumer: { lastChange: { by: JANE } },
    metering: { lastChange: { by: MAX } },
  });
});

test('a list with activity names who changed each consumer last', async () => {
  const { stdout } = await run('consumer list alpha --activity');

  expect(stdout).toMatch(/^CONSUMER .* LAST CHANGE +LAST USED$/m);
  expect(stdout).toMatch(/^crm .* by jane@example\.com \(role operators\) +never$/m);
});

test.each(['error', 'deny', 'drop'] as const)(
  'a change is made although STS fails (%s), and a warning says that it is recorded without its caller',
  async (kind) => {
    alpha.world.aws.faults.inject({ kind, operation: 'GetCallerIdentity' });

    const { code, stderr } = await run('consumer suspend alpha crm');
    expect([code, stderr]).toEqual([0, expect.stringContaining('recorded without who made it')]);
    expect(await show()).toMatchObject({ consumer: { status: 'suspended', lastChange: { by: null } } });
  },
);

test('the document that the authorizer reads does not name who changed it', () => {
  expect(JSON.stringify(alpha.world.document('crm'))).not.toContain('jane');
});
