import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Consumer } from '../../lib/onboarding/consumer';
import { encodeDescription, encodeDocument } from '../../lib/onboarding/documents/record-codec';
import { Cli } from './support/cli';
import { World } from './support/world';

const cli = new Cli();
const files = mkdtempSync(join(tmpdir(), 'aps-gateway-read-'));
let world: World;
beforeEach(async () => {
  world = await new World().start();
});
afterEach(() => world.stop());
afterAll(() => {
  cli.remove();
  rmSync(files, { recursive: true });
});
jest.setTimeout(60_000);

const run = (commandLine: string, stdin = '') => cli.run(world.url, commandLine.split(' '), { stdin });
const onboard = (key: string, tier: string, more = '', reseller = 'alpha') =>
  run(`consumer onboard ${reseller} --key ${key} --tier ${tier} --secret-stdin${more && ` ${more}`}`, `SecretOf${key}`);

interface Listed {
  readonly consumers: readonly { readonly consumerKey: string; readonly status: string }[];
}
const list = async (filter: string) =>
  (await cli.json<Listed>(world.url, `consumer list ${filter}`.trim().split(' '))).consumers.map(
    ({ consumerKey }) => consumerKey,
  );

test.each(['list', 'export'])('"%s" of an environment in which nothing is deployed finds nothing', async (verb) => {
  expect(await run(`consumer ${verb} --environment nope`)).toMatchObject({
    code: 3,
    stdout: '',
    stderr: expect.stringContaining('No gateway is deployed in environment nope.') as string,
  });
});

test('the list of an environment without any consumer says so', async () => {
  expect(await run('consumer list')).toMatchObject({ code: 0, stdout: 'No consumers.\n' });
});

test('the list is narrowed by reseller, tier, status and text', async () => {
  await onboard('crm', 'standard', '--display-name Billing');
  await onboard('erp', 'premium', '--note billing');
  await onboard('shop', 'premium', '', 'alpha-south');
  await run('consumer suspend alpha erp');

  expect(await list('')).toEqual(['crm', 'erp', 'shop']);
  expect(await list('alpha')).toEqual(['crm', 'erp']);
  expect(await list('alpha-south')).toEqual(['shop']);
  expect(await list('--tier premium')).toEqual(['erp', 'shop']);
  expect(await list('--status suspended')).toEqual(['erp']);
  expect(await list('--text BILL')).toEqual(['crm', 'erp']);
});

test('a list shows who expires, and offboarded consumers only when asked for', async () => {
  await onboard('crm', 'standard', '--secret-expires 2999-01-31');
  await onboard('old', 'standard');
  await run('consumer offboard alpha old --confirm old');

  const { stdout } = await run('consumer list alpha');
  expect(stdout).toMatch(/^crm +alpha +standard +active +2999-02-01/m);
  expect(stdout).not.toMatch(/^old/m);
  expect(await list('--status offboarded')).toEqual(['old']);
});

test('an expired consumer is told as expired wherever its state is told', async () => {
  seed('past', { rules: { validUntil: '2001-02-03T00:00:00Z' } });
  seed('outdated', { secrets: [{ value: 'SeededSecret', validUntil: '2001-02-03T00:00:00Z' }] });
  seed('present');

  expect(await list('--status expired')).toEqual(['outdated', 'past']);
  expect(await list('--status active')).toEqual(['present']);
  expect((await run('consumer list')).stdout).toMatch(/^past +alpha +standard +expired /m);
  expect((await run('consumer show alpha past')).stdout).toMatch(/^status +expired$/m);
  expect(await cli.json(world.url, ['consumer', 'show', 'alpha', 'past'])).toMatchObject({
    consumer: { status: 'expired' },
  });
});

test('neither list nor show nor export reads a secret value', async () => {
  await onboard('crm', 'standard');
  const before = world.aws.calls.length;
  for (const command of ['consumer list', 'consumer show alpha crm', 'consumer export alpha']) await run(command);

  expect(world.aws.calls.slice(before).map(({ operation }) => operation)).not.toContain('GetSecretValue');
});

test('a consumer is shown with its metering', async () => {
  await onboard('crm', 'premium', '--operations readOnly');

  expect(await cli.json(world.url, ['consumer', 'show', 'alpha', 'crm'])).toMatchObject({
    consumer: {
      consumerKey: 'crm',
      reseller: 'alpha',
      tier: 'premium',
      status: 'active',
      rules: { operations: 'readOnly' },
    },
    metering: { apiKey: 'enabled', tiers: ['premium'] },
    url: 'https://alpha.gateway.example',
  });
});

test('1000 consumers are listed in 10 pages', async () => {
  for (let index = 0; index < 1000; index += 1) seed(`consumer-${String(index).padStart(4, '0')}`);
  const keys = await list('alpha');

  expect(keys).toHaveLength(1000);
  expect(keys[999]).toBe('consumer-0999');
  expect(world.aws.calls.filter(({ operation }) => operation === 'ListSecrets')).toHaveLength(10);
});

/** A consumer that was onboarded long ago; without API key, which a list does not look at. */
function seed(consumerKey: string, more: Partial<Consumer> = {}): void {
  const consumer: Consumer = {
    version: 1,
    consumerKey,
    reseller: 'alpha',
    tier: 'standard',
    status: 'active',
    secrets: [{ value: 'SeededSecret' }],
    apiKey: { id: 'abc', value: 'value-of-a-seeded-api-key' },
    about: {},
    ...more,
  };
  world.aws.secrets.call('CreateSecret', {
    Name: `aps-gateway/lab/alpha/${consumerKey}`,
    SecretString: encodeDocument(consumer),
    Description: encodeDescription(consumer),
  });
}

test.each(['csv', 'yaml'])('what is exported as %s is imported elsewhere', async (format) => {
  await onboard('crm', 'standard', '--source-ips 192.0.2.0/24,2001:db8::1 --valid-until 2999-03-04');
  await cli.run(world.url, [
    ...'consumer update alpha crm'.split(' '),
    '--note',
    '=1+1, "quoted"',
    '--service-hours',
    'sat-mon 20:00-04:00 Asia/Tokyo',
    '--operations',
    'GET /aps/2/a/**; POST /aps/2/b',
  ]);
  const file = join(files, `records.${format}`);
  await run(`consumer export alpha --format ${format} -o ${file}`);
  expect(readFileSync(file, 'utf8')).not.toContain('SecretOfcrm');

  const elsewhere = await new World().start();
  writeFileSync(join(files, 'secrets.yaml'), 'crm: "SecretOfcrm"\n');
  const result = await cli.run(elsewhere.url, [
    'consumer',
    'import',
    'alpha',
    file,
    '--secrets',
    join(files, 'secrets.yaml'),
  ]);
  const [one, other] = [world.document('crm'), elsewhere.document('crm')];
  await elsewhere.stop();

  expect(result).toMatchObject({ code: 0, stderr: '' });
  expect({ ...other, apiKey: 0, secrets: 0, about: { ...(other.about as object), onboardedAt: 0 } }).toEqual({
    ...one,
    apiKey: 0,
    secrets: 0,
    about: { ...(one.about as object), onboardedAt: 0 },
  });
});

describe('an export to a file', () => {
  const file = (name: string) => join(files, name);

  test('has the format of its name, which the import reads', async () => {
    await onboard('crm', 'standard');

    expect(await run(`consumer export alpha -o ${file('named.csv')}`)).toMatchObject({ code: 0 });
    expect((await run(`consumer import alpha ${file('named.csv')}`)).stdout).toMatch(/^1 unchanged$/m);
  });

  test.each([
    ['yaml', 'other.csv', /"import" would read .*other\.csv as csv; expected another file name/],
    ['csv', 'other.txt', /"import" would read .*other\.txt as yaml; expected a file name that ends in \.csv/],
  ])('in %s is refused under the name %s', async (format, name, message) => {
    const { code, stderr } = await run(`consumer export alpha --format ${format} -o ${file(name)}`);

    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  test('replaces one that exists only when told to', async () => {
    writeFileSync(file('present.csv'), 'precious');

    expect(await run(`consumer export alpha -o ${file('present.csv')}`)).toMatchObject({ code: 4 });
    expect(readFileSync(file('present.csv'), 'utf8')).toBe('precious');
    expect(await run(`consumer export alpha -o ${file('present.csv')} --overwrite`)).toMatchObject({ code: 0 });
    expect(await run('consumer export alpha -o /dev/null')).toMatchObject({ code: 0 });
    expect(readFileSync(file('present.csv'), 'utf8')).toMatch(/^consumerKey,/);
  });
});

test('suspended and expired consumers come back from an export as they were', async () => {
  await onboard('crm', 'standard');
  await run('consumer suspend alpha crm');
  seed('old', { rules: { validUntil: '2001-02-03T00:00:00Z' } });
  const file = join(files, 'states.yaml');
  await run(`consumer export alpha -o ${file}`);
  writeFileSync(join(files, 'states-s.yaml'), 'crm: "SecretOfcrm"\nold: "SecretOfold"\n');

  const elsewhere = await new World().start();
  const secrets = join(files, 'states-s.yaml');
  const result = await cli.run(elsewhere.url, ['consumer', 'import', 'alpha', file, '--secrets', secrets]);
  const enabled = new Map([...elsewhere.state.apiKeys.values()].map((key) => [key.name, key.enabled]));
  const [crm, old] = [elsewhere.document('crm'), elsewhere.document('old')];
  await elsewhere.stop();

  expect(result).toMatchObject({ code: 0, stderr: expect.stringMatching(/^notice: validUntil has passed.*: old\n$/) });
  expect(crm).toMatchObject({ status: 'suspended' });
  expect(old).toMatchObject({ status: 'active', rules: { validUntil: '2001-02-03T00:00:00Z' } });
  expect(enabled.get('aps-gateway/lab/alpha/crm')).toBe(false);
  expect(enabled.get('aps-gateway/lab/alpha/old')).toBe(true);
});

test('an import of one reseller skips the records of others and counts them', async () => {
  writeFileSync(
    join(files, 'all.csv'),
    'consumerKey,reseller,tier\na,alpha,standard\nb,beta,gold\nc,alpha-south,premium\nd,beta,gold\n',
  );
  writeFileSync(join(files, 'all-s.csv'), 'consumerKey,secret\na,SecretOfA\nc,SecretOfC\n');
  const input = `${join(files, 'all.csv')} --secrets ${join(files, 'all-s.csv')}`;

  const { stdout, stderr } = await run(`consumer import alpha ${input}`);
  expect(stdout).toMatch(/^1 onboarded, 3 skipped$/m);
  expect(stderr).toBe('notice: records of other resellers are skipped: beta (2), alpha-south (1)\n');
  await run(`consumer import alpha-south ${input}`);
  expect(await list('')).toEqual(['a', 'c']);
});

test('a record without a status leaves a suspended consumer as it is', async () => {
  await onboard('crm', 'standard');
  await run('consumer suspend alpha crm');
  writeFileSync(join(files, 'plain.csv'), 'consumerKey,tier\ncrm,standard\n');

  expect((await run(`consumer import alpha ${join(files, 'plain.csv')}`)).stdout).toMatch(/1 unchanged$/m);
});

test('an import tells what became of each record and goes on after a refusal', async () => {
  await onboard('same', 'standard');
  await onboard('differs', 'standard');
  writeFileSync(join(files, 'i.csv'), 'consumerKey,tier\nsame,standard\ndiffers,premium\nnew,standard\n');
  writeFileSync(join(files, 's.csv'), 'consumerKey,secret\nnew,SecretOfnew\n');

  const result = await run(`consumer import alpha ${join(files, 'i.csv')} --secrets ${join(files, 's.csv')} --json`);
  expect(result.code).toBe(1);
  expect(JSON.parse(result.stdout)).toMatchObject({
    counts: { onboarded: 1, unchanged: 1, refused: 1 },
    results: [
      { consumerKey: 'same', outcome: 'unchanged' },
      {
        consumerKey: 'differs',
        outcome: 'refused',
        reason: expect.stringMatching(/another tier \(got "premium", stored "standard"\); use/) as string,
      },
      { consumerKey: 'new', outcome: 'onboarded' },
    ],
  });
});

test('an import refuses a present consumer whose secret in the file is another, and goes on', async () => {
  await onboard('same', 'standard');
  await onboard('differs', 'standard');
  writeFileSync(join(files, 'd.csv'), 'consumerKey,tier\nsame,standard\ndiffers,standard\n');
  writeFileSync(join(files, 'ds.csv'), 'consumerKey,secret\nsame,SecretOfsame\ndiffers,AnotherSecret\n');

  const { code, stdout } = await run(
    `consumer import alpha ${join(files, 'd.csv')} --secrets ${join(files, 'ds.csv')}`,
  );
  expect(code).toBe(1);
  expect(stdout).toMatch(/^refused +differs: it is onboarded with another secret; use "consumer rotate"$/m);
  expect(stdout).toMatch(/^unchanged +same$/m);
});

test('an import names the secrets that belong to no record', async () => {
  writeFileSync(join(files, 'n.csv'), 'consumerKey,tier\nnew,standard\n');
  writeFileSync(join(files, 'ns.csv'), 'consumerKey,secret\nnew,SecretOfnew\nnwe,SecretOfnew\n');

  const { stderr } = await run(`consumer import alpha ${join(files, 'n.csv')} --secrets ${join(files, 'ns.csv')}`);
  expect(stderr).toBe('notice: secrets of keys that are not among the records: nwe\n');
});

test('an import is paced so that the control plane never throttles it', async () => {
  await world.stop();
  world = await new World().start({ controlPlaneRate: { ratePerSecond: 10, burst: 40 } });
  const keys = Array.from({ length: 30 }, (_, index) => `bulk-${index}`);
  writeFileSync(join(files, 'bulk.csv'), `consumerKey,tier\n${keys.map((key) => `${key},standard`).join('\n')}\n`);
  writeFileSync(join(files, 'bulk-s.csv'), `consumerKey,secret\n${keys.map((key) => `${key},S-${key}`).join('\n')}\n`);

  const result = await run(`consumer import alpha ${join(files, 'bulk.csv')} --secrets ${join(files, 'bulk-s.csv')}`);
  expect(result.stdout).toMatch(/30 onboarded$/m);
  expect(world.aws.calls.filter(({ operation }) => operation === 'CreateApiKey')).toHaveLength(30);
});

const today = new Date().toISOString().slice(0, 10);
const used = (calls: number) => {
  const [id = ''] = [...world.state.apiKeys.keys()];
  world.state.usage.set('plan-standard', new Map([[id, new Map([[today, calls]])]]));
};

test('usage is told per consumer and day against the quota', async () => {
  await onboard('crm', 'standard');
  used(37);

  expect((await run('usage alpha')).stdout).toMatch(/^crm +standard +37 +1000\/month +963$/m);
  expect((await run(`usage alpha crm --from ${today} --format csv`)).stdout).toBe(
    `consumerKey,tier,day,calls,quota,period,remaining\ncrm,standard,${today},37,1000,month,963\n`,
  );
  expect(await cli.json(world.url, ['usage', 'alpha', 'crm', '--from', today])).toMatchObject({
    reseller: 'alpha',
    from: today,
    to: today,
    consumers: [
      {
        consumerKey: 'crm',
        quota: { limit: 1000, period: 'month' },
        calls: 37,
        days: [{ day: today, calls: 37, remaining: 963 }],
      },
    ],
  });
});

test('who nearly used a quota up can be asked for, and the exit code tells that there is somebody', async () => {
  await onboard('crm', 'standard');
  used(799);
  expect(await run('usage alpha --nearly 80')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^No consumers used 80 % of a quota from /) as string,
  });
  used(800);
  expect(await run('usage alpha --nearly 80')).toMatchObject({
    code: 5,
    stdout: expect.stringMatching(/^crm +standard +800 +1000\/month +200$/m) as string,
  });
  expect(await run('usage alpha --nearly 80 --json')).toMatchObject({ code: 5 });
  expect(await run('usage alpha --nearly 0')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--nearly: got "0", expected a percentage from 1 to 100') as string,
  });
});

test('an extension raises what remains, and asking for it again changes nothing', async () => {
  await onboard('crm', 'standard');
  used(400);

  expect(await run('usage extend alpha crm --by 250')).toMatchObject({ code: 0 });
  expect((await run('usage alpha crm')).stdout).toMatch(/ 850$/m);
  expect((await run('usage extend alpha crm --by 250')).stdout).toContain('Nothing to do');
  expect((await run('usage alpha crm')).stdout).toMatch(/ 850$/m);
});

test('the quota of an offboarded consumer cannot be extended, and why is told', async () => {
  await onboard('crm', 'standard');
  await run('consumer offboard alpha crm --confirm crm');

  expect(await run('usage extend alpha crm --by 5')).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('Consumer crm was offboarded. Restore it first') as string,
  });
});

test('a tier without a quota cannot be extended', async () => {
  await onboard('crm', 'premium');

  expect(await run('usage extend alpha crm --by 5')).toMatchObject({ code: 1 });
});
