import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cli } from '../support/cli';
import { leafCommands } from '../support/command-tree';
import { World } from '../support/world';

const cli = new Cli();
const folder = mkdtempSync(join(tmpdir(), 'aps-gateway-secrecy-'));
const files = { records: join(folder, 'records.csv'), secrets: join(folder, 'secrets.csv') };
let world: World;
beforeAll(async () => {
  world = await new World().start();
  writeFileSync(files.records, 'consumerKey,tier\ncrm,premium\n');
  writeFileSync(files.secrets, `consumerKey,secret\ncrm,${FIRST}\n`);
});
afterAll(async () => {
  await world.stop();
  cli.remove();
  rmSync(folder, { recursive: true });
});

const [FIRST, SECOND] = ['FirstS3cretValue', 'SecondS3cretValue'];

/** Without spaces, as the words of a line here. */
const AUTHORIZATION =
  'OAuth\toauth_consumer_key="crm",oauth_signature_method="HMAC-SHA1",oauth_signature="x",oauth_timestamp="1",oauth_nonce="n"';

/** A command line after its command's words, and what it reads from standard input. */
type Line = readonly [string, string?];

const CONFIG = join(__dirname, '..', '..', '..', 'config');

/** Lines of every command, in the order of a consumer's life; a new command is missing until it has some here. */
const LINES: Readonly<Record<string, () => readonly Line[]>> = {
  'consumer onboard': () => [
    ['alpha --key crm --tier standard --secret-stdin --dry-run', FIRST],
    ['alpha --key crm --tier standard --secret-stdin --json', FIRST],
    ['alpha --key crm --tier standard --secret-stdin', `${SECOND}\n`],
  ],
  'consumer rotate': () => [
    ['alpha crm --secret-stdin --json', SECOND],
    ['alpha crm --secret-stdin', 'with a space in it'],
    [`alpha crm --secret=${SECOND}`],
    ['alpha crm --overlap 3d'],
    ['alpha crm --revert --json'],
  ],
  'consumer update': () => [['alpha crm --tier premium --json'], ['alpha crm --note changed']],
  'consumer move-tier': () => [
    ['alpha --from premium --to standard --dry-run'],
    ['alpha --from premium --to standard --json'],
    ['alpha --from standard --to premium'],
  ],
  'consumer remeter': () => [['alpha --dry-run'], ['alpha --tier premium --json']],
  'consumer move': () => [['crm --from alpha --to gamma'], ['crm --from alpha --to alpha-south --json']],
  'consumer suspend': () => [['alpha crm --dry-run --json'], ['alpha crm']],
  'consumer resume': () => [['alpha crm']],
  'consumer notify': () => [[`alpha crm --config ${CONFIG}`], [`alpha crm --config ${CONFIG} --dry-run --json`]],
  'consumer list': () => [['--json'], ['alpha']],
  'consumer show': () => [['alpha crm'], ['alpha crm --json']],
  'consumer unlock': () => [['alpha crm'], ['alpha crm --source 203.0.113.7 --json']],
  kit: () => [
    [`alpha crm --config ${CONFIG} --json`],
    [`alpha --config ${CONFIG} --json`],
    [`alpha crm --config ${CONFIG} --out ${join(folder, 'kit')} --json`],
  ],
  'consumer history': () => [['alpha crm'], ['alpha crm --reads --json']],
  'consumer export': () => [['alpha'], ['alpha --format csv --json']],
  'consumer import': () => [
    [`alpha ${files.records} --secrets ${files.secrets}`],
    [`alpha ${files.records} --secrets - --json`, `consumerKey,secret\ncrm,${SECOND}\n`],
    [`alpha ${files.records} --secrets -`, `consumerKey,secret\ncrm,"${FIRST}`],
  ],
  'consumer apply': () => [
    [`alpha ${files.records} --dry-run`],
    [`alpha ${files.records} --secrets ${files.secrets} --json`],
    [`alpha ${files.records} --secrets - --json`, `consumerKey,secret\ncrm,${SECOND}\n`],
  ],
  'usage report': () => [['alpha --json'], ['alpha crm']],
  'usage extend': () => [['alpha crm --by 5 --json'], ['alpha crm --by 7']],
  'reseller list': () => [[`--config ${CONFIG}`]],
  'reseller show': () => [[`alpha --config ${CONFIG} --json`]],
  'reseller add': () => [[`gamma --display-name Gamma --config ${CONFIG} --dry-run`]],
  validate: () => [[`--config ${CONFIG}`], [`--config ${CONFIG} --environment production --json`]],
  impact: () => [[`alpha --config ${CONFIG}`], [`alpha --config ${CONFIG} --json`]],
  doctor: () => [['alpha'], ['alpha --repair --json']],
  preflight: () => [[`--config ${CONFIG}`], [`--config ${CONFIG} --json`]],
  status: () => [[`--config ${CONFIG}`], [`--config ${CONFIG} --json`]],
  shed: () => [['--from 7 --for 15m'], [''], ['--json'], ['--stop'], ['--stop --for 4h']],
  trace: () => [['Extended1='], ['Extended1= --reseller alpha --json']],
  logs: () => [['alpha'], ['alpha --since 2h --json']],
  stats: () => [['alpha'], ['alpha --since 2h --json']],
  explain: () => [['signature_invalid'], ['--json']],
  call: () => [
    [`--consumer-key crm --secret-stdin --include ${world.url}/aps/2/resources`, FIRST],
    [`--consumer-key crm --secret-stdin --json ${world.url}/aps/2/resources`, FIRST],
    [`--consumer-key crm --secret-stdin --show-base-string ${world.url}/aps/2/resources`, FIRST],
  ],
  diagnose: () => [
    [`--url https://gateway.example/aps/2/resources?${FIRST} --authorization ${AUTHORIZATION} --secret-stdin`, FIRST],
    [`alpha --url https://gateway.example/aps/2/resources --authorization ${AUTHORIZATION} --consumer-key crm --json`],
  ],
  sign: () => [
    ['--consumer-key crm --secret-stdin --show-base-string https://gateway.example/aps/2/resources', FIRST],
    ['--consumer-key crm --secret-stdin --json https://gateway.example/aps/2/resources', FIRST],
    ['--consumer-key crm --secret-stdin --curl https://gateway.example/aps/2/resources', SECOND],
  ],
  verify: () => [
    ['alpha --consumer-key crm --connect https://127.0.0.1:1'],
    ['alpha --consumer-key crm --connect https://127.0.0.1:1 --secret-stdin --json', FIRST],
  ],
  console: () => [['--port 0'], ['--port 0 --read-only --json']],
  cutover: () => [
    [`alpha --config ${CONFIG} --undo`],
    [`alpha --config ${CONFIG} --undo --json`],
    [`alpha --config ${CONFIG} --users - --json`, `crm ${FIRST}\n`],
  ],
  init: () => [['acme --dry-run'], ['acme --dry-run --json']],
  start: () => [[`--config ${CONFIG}`]],
  completion: () => [['bash']],
  'consumer offboard': () => [['alpha crm --confirm crm --json'], ['alpha crm --undo --json'], ['alpha crm --undo']],
};

test('every command has lines in which it must not print a secret', () => {
  expect(Object.keys(LINES).toSorted()).toEqual(
    leafCommands()
      .map(({ path }) => path)
      .toSorted(),
  );
});

test.each(Object.keys(LINES))('"%s" prints neither a consumer secret nor the value of an API key', async (command) => {
  let printed = '';
  for (const [line, stdin = ''] of LINES[command]!()) {
    const { stdout, stderr } = await cli.run(world.url, [...command.split(' '), ...line.split(' ')], { stdin });
    expect(stdout + stderr).not.toBe('');
    printed += stdout + stderr;
  }

  const values = [...world.state.apiKeys.values()].map(({ value }) => value);
  expect(values).toHaveLength(1);
  for (const secret of [FIRST, SECOND, 'with a space', ...values]) expect(printed).not.toContain(secret);
  expect(JSON.stringify(world.document('crm'))).toContain(FIRST);
});

test('the line break at the end of a secret is taken off with a notice', async () => {
  const result = await cli.run(
    world.url,
    'consumer onboard alpha --key erp --tier standard --secret-stdin'.split(' '),
    { stdin: `${FIRST}\r\n` },
  );

  expect(result.stderr).toBe('notice: the line break at the end of the consumer secret was removed\n');
  expect(world.document('erp')).toMatchObject({ secrets: [{ value: FIRST }] });
});

test('descriptions, names and tags hold no secret', async () => {
  const secret = world.aws.secrets.secrets.get('aps-gateway/lab/alpha/erp');
  const key = [...world.state.apiKeys.values()].find(({ name }) => name.endsWith('/erp'));
  const visible = JSON.stringify([secret?.describe(), { ...key, value: '' }]);

  expect(visible).not.toContain(FIRST);
  expect(visible).not.toContain(key?.value);
});

test('output has no colour codes unless it goes to a terminal', async () => {
  const { stdout } = await cli.run(world.url, ['consumer', 'list']);

  expect(stdout).not.toContain('\u001b');
});
