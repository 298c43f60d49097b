import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewayDescriptor } from '../../../lib/descriptor';
import { Cli } from '../support/cli';
import { ALPHA, World } from '../support/world';

/** The gateway of beta, which also serves beta-north. */
const BETA: GatewayDescriptor = {
  ...ALPHA,
  resellerId: 'beta',
  serves: ['beta', 'beta-north'],
  restApiId: 'betaapi002',
  accessLogGroup: '/aps-gateway/lab/beta/access',
  usagePlans: { standard: 'plan-beta-standard', premium: 'plan-beta-premium' },
};

const TODAY = '2026-03-05';
let now = () => new Date(`${TODAY}T12:00:00Z`);
const cli = new Cli();
let folder: string;
let world: World;
beforeEach(async () => {
  now = () => new Date(`${TODAY}T12:00:00Z`);
  world = await new World().start({ now });
  world.deploy(BETA);
  folder = mkdtempSync(join(tmpdir(), 'aps-gateway-fleet-'));
  cpSync(join(__dirname, '..', '..', '..', 'config', 'lab'), join(folder, 'config', 'lab'), { recursive: true });
  await onboard('alpha', 'crm');
  await onboard('beta', 'shop');
  await onboard('beta-north', 'depot');
  world.call('crm', '2026-03-01', 11);
  world.call('shop', '2026-03-02', 700, BETA);
  world.call('depot', '2026-03-03', 50, BETA);
});
afterEach(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
});
afterAll(() => cli.remove());
// Commands of one test share the pace that API Gateway's control plane allows.

const run = (line: string, stdin = '', workingDirectory = folder) =>
  cli.run(world.url, line.split(' '), { stdin, workingDirectory, now });
const onboard = (reseller: string, key: string) =>
  run(`consumer onboard ${reseller} --key ${key} --tier standard --secret-stdin`, `SecretOf${key}`);

const CSV = `reseller,externalReference,consumerKey,tier,calls,refused,quota,period
alpha,,crm,standard,11,,1000,month
beta,CRM-20417,shop,standard,700,,1000,month
beta-north,,depot,standard,50,,1000,month
`;

test('one CSV holds every consumer of every reseller, with the external reference of the reseller', async () => {
  expect(await run('usage report --all --month 2026-03 --format csv')).toMatchObject({ code: 0, stdout: CSV });
});

test('the calls of an offboarded consumer stay in the figures while its record exists', async () => {
  await run('consumer offboard beta shop --confirm shop');

  expect(await run('usage report --all --month 2026-03 --format csv')).toMatchObject({
    code: 0,
    stdout: CSV,
    stderr: '',
  });
  expect((await run('usage beta shop --month 2026-03')).stdout).toMatch(/^2026-03-02 .* 700 +offboarded/m);
});

test('where AWS no longer has the calls of an offboarded consumer, they are unknown', async () => {
  await run('consumer offboard beta shop --confirm shop');
  world.state.usage.clear();

  const { stdout } = await run('usage report --all --month 2026-03 --format csv');
  expect(stdout).toContain('beta,CRM-20417,shop,,unknown,,offboarded,\n');
  expect((await run('usage beta --month 2026-03')).stdout).toMatch(/^shop +none +unknown +offboarded/m);
  expect((await run('usage beta --month 2026-03 --format csv')).stdout).toContain('shop,,,unknown,offboarded,,\n');
  expect(JSON.parse((await run('usage beta --month 2026-03 --json')).stdout)).toMatchObject({
    consumers: [{ consumerKey: 'shop', offboarded: true, callsKnown: false }],
  });
});

test('a consumer that was offboarded before the days of a report is not in it', async () => {
  await run('consumer offboard beta shop --confirm shop');
  now = () => new Date('2026-03-20T12:00:00Z');

  expect((await run('usage report --all --from 2026-03-10 --format csv')).stdout).not.toContain('shop');
});

test.each(['usage report --all', 'usage beta'])('"%s" says which calls it cannot name', async (command) => {
  await run('consumer offboard beta shop --confirm shop');
  await run('consumer offboard beta shop --undo');

  expect((await run(`${command} --month 2026-03`)).stderr).toContain(
    'warning: 700 calls at the gateway of beta are not in these figures',
  );
});

test('the totals of a report with --nearly are those of all consumers', async () => {
  const { stdout } = await run('usage report --all --nearly 70 --month 2026-03 --json');

  expect(JSON.parse(stdout)).toMatchObject({
    consumers: [{ consumerKey: 'shop' }],
    totals: [{ own: { calls: 11 } }, {}, { withSubResellers: { calls: 750 } }, { own: { calls: 50 } }],
  });
});

test('a consumer that moved has a line for each tier', async () => {
  await run('consumer update alpha crm --tier premium');
  world.call('crm', TODAY, 4);

  expect((await run('usage report --resellers alpha --month 2026-03 --format csv')).stdout).toContain(
    'alpha,,crm,standard,11,,1000,month\nalpha,,crm,premium,4,,unlimited,\n',
  );
});

test('the total of a reseller includes those below it', async () => {
  const { stdout } = await run('usage report --all --month 2026-03');

  expect(stdout).toMatch(/^alpha +1 +11 +11$/m);
  expect(stdout).toMatch(/^beta +CRM-20417 +1 +700 +750$/m);
  expect(stdout).toMatch(/^beta-north +1 +50 +50$/m);
  expect((await run('usage report --all --totals --month 2026-03 --format csv')).stdout).toContain(
    'beta,CRM-20417,,1,700,,750,\nbeta-north,,beta,1,50,,50,\n',
  );
});

test('only the resellers that are named, and those below them, are reported', async () => {
  const { stdout } = await run('usage report --resellers beta --month 2026-03 --json');

  expect(JSON.parse(stdout)).toMatchObject({
    totals: [
      { reseller: 'beta', own: { consumers: 1, calls: 700 }, withSubResellers: { consumers: 2, calls: 750 } },
      { reseller: 'beta-north' },
    ],
    consumers: [{ consumerKey: 'shop' }, { consumerKey: 'depot' }],
  });
});

test('consumers of the whole fleet that nearly used their quota up are listed, with exit code 5', async () => {
  expect(await run('usage --all --nearly 70')).toMatchObject({
    code: 5,
    stdout: expect.stringMatching(/^beta +shop +standard +700 +1000\/month +300$/m) as string,
  });
  expect(await run('usage report --all --nearly 71')).toMatchObject({ code: 0 });
});

test('without a configuration, resellers that share a gateway are summed up, and a notice says what is missing', async () => {
  const elsewhere = join(folder, 'config');
  const { stdout, stderr } = await run('usage report --all --month 2026-03 --totals --format csv', '', elsewhere);

  expect(stderr).toContain('notice: no configuration of environment lab here');
  expect(stdout).toContain('beta,,,1,700,,750,\n');
});

test('refused calls are counted by consumer and tier, and the report says from when', async () => {
  const log = (members: object) =>
    world.aws.logs.put(BETA.accessLogGroup, JSON.stringify({ consumerKey: 'shop', tier: 'standard', ...members }));
  log({ status: '429', refusal: 'QUOTA_EXCEEDED' });
  log({ status: '401', refusal: 'ACCESS_DENIED' });
  log({ status: '404', refusal: '-' });
  log({ status: '503', refusal: 'AUTHORIZER_FAILURE' });
  log({ status: '401', refusal: 'ACCESS_DENIED', consumerKey: '-' });
  const { stdout, stderr } = await run('usage report --resellers beta --month 2026-03 --refused --format csv');

  expect(stdout).toContain('beta,CRM-20417,shop,standard,700,2,1000,month\nbeta-north,,depot,standard,50,0,1000,month');
  expect(stderr).toContain('refused calls at the gateway of beta are counted from 2026-03-05T12:00:00.000Z');
});

test('a reseller that got its own gateway has the calls of its consumers at the old one, too', async () => {
  world.deploy({ ...BETA, serves: ['beta'] });
  world.deploy({ ...BETA, resellerId: 'beta-north', serves: ['beta-north'], restApiId: 'north', usagePlans: {} });

  expect((await run('usage report --resellers beta-north --month 2026-03 --format csv')).stdout).toContain(
    'beta-north,,depot,standard,50,,1000,month\n',
  );
});

test('refused calls are unknown, not 0, where the access log covers none of the days', async () => {
  const { stdout, stderr } = await run('usage report --resellers beta --month 2026-02 --refused --format csv');

  expect(stdout).toContain('beta,CRM-20417,shop,standard,0,,1000,month');
  expect(stderr).toContain('warning: refused calls at the gateway of beta are unknown');
});

test('an interrupted report is continued where it stopped', async () => {
  const command = 'usage report --all --month 2026-03 --format csv --output usage.csv';
  const broken = world.state.usagePlans.get('plan-beta-standard')!;
  world.state.usagePlans.delete(broken.id);
  expect(await run(command)).toMatchObject({ code: 1 });
  expect(existsSync(join(folder, 'usage.csv'))).toBe(false);
  world.state.usagePlans.set(broken.id, broken);
  world.call('crm', TODAY, 5);

  expect((await run(command)).stderr).toContain('an interrupted report is continued; it read 1 of 2 gateways');
  expect(readFileSync(join(folder, 'usage.csv'), 'utf8')).toBe(CSV);
  expect(existsSync(join(folder, 'usage.csv.partial'))).toBe(false);
});

test('a report with other days starts over', async () => {
  writeFileSync(
    join(folder, 'usage.csv.partial'),
    '{"from":"2026-02-01","to":"2026-02-28","environment":"lab","refused":false}\n{"gateway":"alpha","usage":[]}\n',
  );
  await run('usage report --all --month 2026-03 --format csv --output usage.csv');

  expect(readFileSync(join(folder, 'usage.csv'), 'utf8')).toBe(CSV);
});

test('a line that was cut off is read again', async () => {
  writeFileSync(
    join(folder, 'usage.csv.partial'),
    '{"from":"2026-03-01","to":"2026-03-05","environment":"lab","refused":false}\n{"gateway":"alpha","usa',
  );
  await run('usage report --all --month 2026-03 --format csv --output usage.csv');

  expect(readFileSync(join(folder, 'usage.csv'), 'utf8')).toBe(CSV);
});

test.each([
  ['usage report', 2, 'Give one reseller, --resellers or --all.'],
  ['usage report alpha --all', 2, 'Give one reseller, --resellers or --all.'],
  ['usage report alpha --totals', 2, '--totals needs --all or --resellers.'],
  ['usage report --resellers gamma', 3, 'Reseller gamma is not deployed'],
  ['usage report --all --output no/such/folder/usage.csv', 2, '--output: cannot write'],
])('"%s" is refused', async (line, code, problem) => {
  expect(await run(line)).toMatchObject({ code, stderr: expect.stringContaining(problem) as string });
});
