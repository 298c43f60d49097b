import { AlphaAccount } from '../support/alpha-account';
import { BuiltCli } from '../support/built-cli';

const alpha = new AlphaAccount();
const { run } = alpha;
const words = (commandLine: readonly string[], stdin = 'ASecret') => alpha.words(commandLine, stdin);

const ONBOARD = ['consumer', 'onboard', 'alpha', '--key', 'crm', '--tier', 'standard', '--secret-stdin'];

test.each<[string, readonly string[], number, RegExp]>([
  ['a consumer key with a slash', ['--key', 'a/b'], 2, /consumer key: got "a\/b", expected 1 to 128 letters/],
  ['a tier that the gateway lacks', ['--tier', 'gold'], 3, /no tier "gold"; it has: standard, premium/],
  ['an address block with host bits', ['--source-ips', '192.0.2.1/24'], 2, /--source-ips: got "192.0.2.1\/24"/],
  ['an end in the past', ['--valid-until', '2001-02-03'], 2, /--valid-until: .*in the future/],
  ['a day that does not exist', ['--valid-from', '2999-02-30'], 2, /--valid-from: got "2999-02-30"/],
  ['an end before the start', ['--valid-from', '2999-05-05', '--valid-until', '2999-05-01'], 2, /never be served/],
  ['an unknown time zone', ['--service-hours', '08:00-18:00 Mars/Base'], 2, /--service-hours/],
  ['a window without length', ['--service-hours', '08:00-08:00 UTC'], 2, /the end differs from the start/],
  ['an operation outside /aps/2', ['--operations', 'GET /admin'], 2, /--operations/],
  ['an unknown signature method', ['--signature-methods', 'PLAINTEXT'], 2, /--signature-methods/],
  ['a malformed mail address', ['--emails', 'nobody'], 2, /--emails/],
  ['an expiry in the past', ['--secret-expires', '2001-01-01'], 2, /--secret-expires/],
  ['more notes than fit', ['--note', 'n'.repeat(501)], 2, /--note/],
])('%s is refused and nothing is written', async (_name, more, code, message) => {
  const calls = alpha.world.aws.calls.length;
  const result = await words([...ONBOARD, ...more]);

  expect(result).toMatchObject({ code, stdout: '' });
  expect(result.stderr).toMatch(message);
  const changing = alpha.world.aws.calls
    .slice(calls)
    .filter(({ operation }) => /^(Create|Update|Delete|Put)/.test(operation));
  expect(changing).toEqual([]);
});

test('a source that is not an address is refused, by the name of its option', async () => {
  const { code, stderr } = await words(['consumer', 'unlock', 'alpha', 'crm', '--source', 'home']);

  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: --source: got "home", expected an IPv4 or IPv6 address/);
});

test('all problems are reported at once', async () => {
  const { stderr } = await words([...ONBOARD, '--emails', 'x', '--operations', 'y', '--valid-until', 'z']);

  expect(stderr.match(/error: --/g)).toHaveLength(3);
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
  const result = await run(commandLine);

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
  const { code, stdout, stderr } = await words([...commandLine.split(' '), '--json']);

  expect(code).toBe(2);
  const { error } = JSON.parse(stdout) as { error: { code: string; message: string } };
  expect(error).toEqual({ code: 'usage', message: expect.stringContaining(message) as string });
  expect(stderr).toContain(`error: ${error.message}\n`);
});

test('an option that does not exist is reported before one that is missing', async () => {
  const { code, stderr } = await words(['consumer', 'onboard', 'alpha', '--key', 'x', '--tiers', 'standard']);

  expect(code).toBe(2);
  expect(stderr).toBe("error: unknown option '--tiers' (Did you mean --tier?)\n");
});

test('output that cannot be written is a failure, reported in one line', async () => {
  const builtCli = new BuiltCli();
  const { code, stderr } = await builtCli.run(alpha.world.url, ['explain'], { stdoutFile: '/dev/full' });
  builtCli.remove();

  expect(code).toBe(1);
  expect(stderr).toBe('error: standard output: ENOSPC: no space left on device, write\n');
});

test('an error with --json is JSON on standard output too', async () => {
  const { stdout, code } = await words(['consumer', 'show', 'alpha', 'nobody', '--json']);

  expect(code).toBe(3);
  expect(JSON.parse(stdout)).toEqual({ error: { code: 'notFound', message: expect.stringContaining('nobody') } });
});
