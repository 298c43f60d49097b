import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuiltCli } from './support/built-cli';
import { Cli } from './support/cli';
import { World } from './support/world';

const cli = new Cli();
const files = mkdtempSync(join(tmpdir(), 'aps-gateway-bad-'));
let world: World;
beforeAll(async () => {
  world = await new World().start();
});
afterAll(async () => {
  await world.stop();
  cli.remove();
  rmSync(files, { recursive: true });
});

const ONBOARD = ['consumer', 'onboard', 'alpha', '--key', 'crm', '--tier', 'standard', '--secret-stdin'];
const run = (commandLine: readonly string[], stdin = 'ASecret') => cli.run(world.url, commandLine, { stdin });

test.each<[string, readonly string[], number, RegExp]>([
  ['a consumer key with a slash', ['--key', 'a/b'], 2, /consumer key: got "a\/b", expected 1 to 128 letters/],
  ['a tier that the gateway lacks', ['--tier', 'gold'], 3, /no tier "gold"; it has: standard, premium/],
  ['an address block with host bits', ['--source-ips', '192.0.2.1/24'], 2, /--source-ips: got "192.0.2.1\/24"/],
  ['an end in the past', ['--valid-until', '2001-02-03'], 2, /--valid-until: .*in the future/],
  ['a day that does not exist', ['--valid-from', '2999-02-30'], 2, /--valid-from: got "2999-02-30"/],
  ['an end before the start', ['--valid-from', '2999-05-05', '--valid-until', '2999-05-01'], 2, /never be served/],
  ['an unknown time zone', ['--service-hours', '08:00-18:00 Mars/Base'], 2, /--service-hours/],
  ['a window without length', ['--service-hours', '08:00-08:00 UTC'], 2, /the end differs from the start/],
  ['an operation outside of /aps/2', ['--operations', 'GET /admin'], 2, /--operations/],
  ['an unknown signature method', ['--signature-methods', 'PLAINTEXT'], 2, /--signature-methods/],
  ['a malformed mail address', ['--emails', 'nobody'], 2, /--emails/],
  ['an expiry in the past', ['--secret-expires', '2001-01-01'], 2, /--secret-expires/],
  ['more notes than fit', ['--note', 'n'.repeat(501)], 2, /--note/],
])('%s is refused and nothing is written', async (_name, more, code, message) => {
  const calls = world.aws.calls.length;
  const result = await run([...ONBOARD, ...more]);

  expect(result).toMatchObject({ code, stdout: '' });
  expect(result.stderr).toMatch(message);
  const changing = world.aws.calls
    .slice(calls)
    .filter(({ operation }) => /^(Create|Update|Delete|Put)/.test(operation));
  expect(changing).toEqual([]);
});

test('all problems are told at once', async () => {
  const { stderr } = await run([...ONBOARD, '--emails', 'x', '--operations', 'y', '--valid-until', 'z']);

  expect(stderr.match(/error: --/g)).toHaveLength(3);
});

test.each([
  ['empty', '\n', /is empty/],
  ['of two lines', 'one\ntwo', /several lines/],
  ['with a space', 'one two', /a space/],
  ['of 129 characters', 's'.repeat(129), /has 129 characters/],
])('a consumer secret that is %s is refused', async (_name, secret, message) => {
  const result = await run(ONBOARD, secret);

  expect(result.code).toBe(2);
  expect(result.stderr).toMatch(message);
  expect(world.aws.secrets.secrets.size).toBe(0);
});

test.each([
  ['--secret', 'Hunter22'],
  ['--consumer-secret=Hunter22'],
  ['--password', 'Hunter22'],
  ['--secrte=Hunter22'],
])('a consumer secret on the command line (%s) is refused and not repeated', async (...flags) => {
  const result = await run(['consumer', 'onboard', 'alpha', '--key', 'crm', '--tier', 'standard', ...flags]);

  expect(result.code).toBe(2);
  expect(result.stdout + result.stderr).not.toContain('Hunter22');
  expect(world.aws.secrets.secrets.size).toBe(0);
});

test('a secret as an option is answered with a reminder to renew it', async () => {
  const { stderr } = await run([...ONBOARD, '--secret', 'Hunter22']);

  expect(stderr).toContain('Generate a new secret in the platform');
});

test('without a terminal, the ways to give the secret are named', async () => {
  const { code, stderr } = await run(ONBOARD.slice(0, -1));

  expect(code).toBe(2);
  expect(stderr).toContain('use --secret-stdin, --secret-file or APS_GATEWAY_CONSUMER_SECRET');
});

test.each([
  ['reseller', ['omega', '--key', 'x', '--tier', 'standard'], /omega is not deployed/],
  ['tier', ['alpha', '--key', 'x', '--tier', 'gold'], /no tier "gold"/],
])('an unknown %s is told before a consumer secret is asked for', async (_what, words, message) => {
  const { code, stderr } = await run(['consumer', 'onboard', ...words]);

  expect(code).toBe(3);
  expect(stderr).toMatch(message);
});

test.each([
  [
    'a reseller that is not deployed',
    'consumer list omega',
    3,
    /omega is not deployed.*deployed are: alpha, alpha-south/,
  ],
  ['an unknown consumer', 'consumer show alpha nobody', 3, /no consumer nobody/],
  ['the consumer of another reseller', 'consumer suspend alpha-south nobody', 3, /no consumer nobody/],
  ['an unknown code', 'explain signature_wrong', 3, /Similar: .*signature_invalid/],
  ['a malformed environment', 'consumer list --environment ../x', 2, /environment/],
  ['a malformed endpoint', 'consumer list --endpoint-url nowhere', 2, /--endpoint-url: got "nowhere"/],
  ['an unknown command', 'consumer lsit', 2, /Did you mean list/],
  ['a malformed duration', 'consumer rotate alpha crm --overlap week', 2, /--overlap: got "week"/],
  ['no change', 'consumer update alpha crm', 2, /Nothing to change/],
  ['an extension for an unknown consumer', 'usage extend alpha nobody --by 5', 3, /alpha has no consumer nobody/],
  ['a malformed extension', 'usage extend alpha crm --by -5', 2, /--by/],
  ['two formats at once', 'usage alpha --format csv --json', 2, /Give one of --format csv and --json/],
  ['days in the wrong order', 'usage alpha --from 2026-02-02 --to 2026-02-01', 2, /is after/],
])('%s is refused with its exit code', async (_name, commandLine, code, message) => {
  const result = await run(commandLine.split(' '));

  expect(result.stderr).toMatch(message);
  expect(result.code).toBe(code);
});

test.each([
  ['an unknown option', 'consumer list --teir standard', "unknown option '--teir' (Did you mean --tier?)"],
  ['a missing argument', 'consumer show', "missing required argument 'reseller'"],
  ['a missing option', 'consumer onboard alpha --key x', "required option '--tier <tier>' not specified"],
  ['an unknown command', 'consumer lsit', "unknown command 'lsit' (Did you mean list?)"],
  ['an option that conflicts', 'consumer rotate alpha x --finish --revert', "option '--finish' cannot be used with"],
  ['a value with an unknown option', 'consumer list --secrte=Hunter22', "unknown option '--secrte=…'"],
])('%s is an error in JSON too', async (_name, commandLine, message) => {
  const { code, stdout, stderr } = await run([...commandLine.split(' '), '--json']);

  expect(code).toBe(2);
  const { error } = JSON.parse(stdout) as { error: { code: string; message: string } };
  expect(error).toEqual({ code: 'usage', message: expect.stringContaining(message) as string });
  expect(stderr).toContain(`error: ${error.message}\n`);
});

test('an option that does not exist is told before one that is missing', async () => {
  const { code, stderr } = await run(['consumer', 'onboard', 'alpha', '--key', 'x', '--tiers', 'standard']);

  expect(code).toBe(2);
  expect(stderr).toBe("error: unknown option '--tiers' (Did you mean --tier?)\n");
});

test('output that cannot be written is a failure, told in one line', async () => {
  const builtCli = new BuiltCli();
  const { code, stderr } = await builtCli.run(world.url, ['explain'], { stdoutFile: '/dev/full' });
  builtCli.remove();

  expect(code).toBe(1);
  expect(stderr).toBe('error: standard output: ENOSPC: no space left on device, write\n');
});

test('an error with --json is JSON on standard output too', async () => {
  const { stdout, code } = await run(['consumer', 'show', 'alpha', 'nobody', '--json']);

  expect(code).toBe(3);
  expect(JSON.parse(stdout)).toEqual({ error: { code: 'notFound', message: expect.stringContaining('nobody') } });
});

const imported = (records: string, secrets: string) => {
  const [recordsFile, secretsFile] = [join(files, 'r.csv'), join(files, 's.csv')];
  writeFileSync(recordsFile, records);
  writeFileSync(secretsFile, secrets);
  return run(['consumer', 'import', 'alpha', recordsFile, '--secrets', secretsFile]);
};

test('an import with bad records names all of them and writes nothing', async () => {
  const result = await imported(
    'consumerKey,tier,sourceIps\na/b,standard,\nok,standard,\nip,standard,10.0.0.1/8\n',
    '',
  );

  expect(result.code).toBe(2);
  expect(result.stderr).toMatch(/record 1 \(line 2\): consumer key: got "a\/b"/);
  expect(result.stderr).toMatch(/record 3 \(line 4\): sourceIps: got "10.0.0.1\/8"/);
  expect(world.state.apiKeys.size).toBe(0);
});

test('an import tells every problem of a record at once, unknown tiers included', async () => {
  const { code, stderr } = await imported('consumerKey,tier,status,emails\na/b,gold,paused,nobody\nc,silver,,\n', '');

  expect(code).toBe(2);
  expect(stderr.split('\n')).toEqual([
    expect.stringMatching(/record 1 \(line 2\): consumer key: got "a\/b"/),
    'error: record 1 (line 2): tier: got "gold", expected one of: standard, premium',
    'error: record 1 (line 2): status: got "paused", expected one of: active, suspended',
    expect.stringMatching(/record 1 \(line 2\): emails: got "nobody"/),
    'error: record 2 (line 3): tier: got "silver", expected one of: standard, premium',
    '',
  ]);
});

test.each([
  ['r.csv', 'consumerKey,tier\na,standard\nb\n', /r\.csv, line 3: got 1 fields, expected 2/],
  ['r.csv', 'consumerKey,tier\na,standard\nb,"pre\n', /r\.csv, line 3: a quote is opened and not closed/],
  [
    'r.yaml',
    'consumers:\n  - consumerKey: a\n    tier: standard\n    tier: x\n',
    /r\.yaml, line 4: not YAML: tier: Map keys/,
  ],
  ['r.yaml', 'consumers:\n  - consumerKey: a\n    tier: a: b\n', /r\.yaml, line 3: not YAML: tier: Nested mappings/],
  ['r.yaml', 'consumers:\n  - consumerKey: a\n    tier: gold\n', /record 1 \(line 2\): tier: got "gold"/],
  ['r.yaml', 'consumers:\n  - some\n', /record 1 \(line 2\): got text, expected a map with: consumerKey/],
])('in the file %s, %j is refused with its line', async (name, text, message) => {
  const file = join(files, name);
  writeFileSync(file, text);
  const { code, stderr } = await run(['consumer', 'import', 'alpha', file]);

  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});

test('a broken file of secrets is refused with its line, and none of it is repeated', async () => {
  const [records, secrets] = [join(files, 'ok.csv'), join(files, 's.yaml')];
  writeFileSync(records, 'consumerKey,tier\ncrm,standard\n');
  writeFileSync(secrets, 'erp: "x"\ncrm: @Hunter22\n');
  const { code, stderr } = await run(['consumer', 'import', 'alpha', records, '--secrets', secrets]);

  expect(code).toBe(2);
  expect(stderr).toMatch(/s\.yaml, line 2: not YAML: BAD_SCALAR_START\n$/);
});

test('an import with an unknown column is refused, which is told once and beside all else', async () => {
  const result = await imported('consumerKey,tier,secret\na,gold,Hunter22\nb,standard,Hunter22\n', '');

  expect(result).toMatchObject({ code: 2 });
  expect(result.stderr.split('\n')).toEqual([
    'error: record 1 (line 2): tier: got "gold", expected one of: standard, premium',
    expect.stringMatching(/^error: unknown: secret \(first in record 1, line 2\); expected: consumerKey, reseller,/),
    '',
  ]);
});

test('secrets without the line of column names are refused, and nothing of them is repeated', async () => {
  const { code, stderr } = await imported('consumerKey,tier\nnew,standard\n', 'new,Hunter22\n');

  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: .*s\.csv, line 1: expected a line of column names with: consumerKey, secret\n$/);
});

test.each([
  ['CSV', 'consumerKey,secret\nnew,Hunter22\n'],
  ['a YAML map', 'new: "Hunter22"\n'],
])('secrets on standard input may be %s', async (_form, stdin) => {
  const records = join(files, 'stdin.csv');
  writeFileSync(records, 'consumerKey,tier\nnew,standard\n');
  const { code, stdout } = await run(['consumer', 'import', 'alpha', records, '--secrets', '-', '--dry-run'], stdin);

  expect(code).toBe(0);
  expect(stdout).toMatch(/^1 would onboard$/m);
});

test('secrets on standard input in another form are refused with what is expected', async () => {
  const records = join(files, 'stdin.csv');
  writeFileSync(records, 'consumerKey,tier\nnew,standard\n');
  const { code, stderr } = await run(['consumer', 'import', 'alpha', records, '--secrets', '-'], 'new,Hunter22\n');

  expect(code).toBe(2);
  expect(stderr).toBe(
    'error: standard input: expected CSV with the columns consumerKey, secret, or a map of consumer key to consumer secret, the secrets in quotes\n',
  );
});

test('an import without a secret for a new consumer refuses that one', async () => {
  const result = await imported('consumerKey,tier\nnew,standard\n', 'consumerKey,secret\nother,Hunter22\n');

  expect(result.code).toBe(1);
  expect(result.stdout).toMatch(/refused +new: the secrets file has no consumer secret/);
  expect(world.state.apiKeys.size).toBe(0);
});
