import { Cli } from '../support/cli';
import { World } from '../support/world';

const cli = new Cli();
let world: World;
beforeAll(async () => {
  world = await new World().start();
});
afterAll(async () => {
  await world.stop();
  cli.remove();
});
jest.setTimeout(60_000);

const [FIRST, SECOND] = ['FirstS3cretValue', 'SecondS3cretValue'];

test('no command ever prints a consumer secret or the value of an API key', async () => {
  const commands: readonly (readonly [string, string?])[] = [
    ['consumer onboard alpha --key crm --tier standard --secret-stdin --dry-run', FIRST],
    ['consumer onboard alpha --key crm --tier standard --secret-stdin --json', FIRST],
    ['consumer onboard alpha --key crm --tier standard --secret-stdin', `${SECOND}\n`],
    ['consumer rotate alpha crm --secret-stdin --json', SECOND],
    ['consumer rotate alpha crm --secret-stdin', 'with a space in it'],
    ['consumer update alpha crm --tier premium --json'],
    ['consumer suspend alpha crm --dry-run --json'],
    ['consumer list --json'],
    ['consumer show alpha crm'],
    ['consumer show alpha crm --json'],
    ['consumer export alpha'],
    ['consumer export alpha --format csv --json'],
    ['usage alpha --json'],
    ['doctor alpha --repair --json'],
    ['consumer rotate alpha crm --revert --json'],
    ['consumer offboard alpha crm --confirm crm --json'],
    ['consumer offboard alpha crm --undo --json'],
  ];
  let printed = '';
  for (const [command, stdin = ''] of commands) {
    const { stdout, stderr } = await cli.run(world.url, command.split(' '), { stdin });
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

  expect(result.stderr).toBe('notice: the line break at the end of the consumer secret was taken off\n');
  expect(world.document('erp')).toMatchObject({ secrets: [{ value: FIRST }] });
});

test('descriptions, names and tags hold no secret', async () => {
  const secret = world.aws.secrets.secrets.get('aps-gateway/lab/alpha/erp');
  const key = [...world.state.apiKeys.values()].find(({ name }) => name.endsWith('/erp'));
  const visible = JSON.stringify([secret?.describe(), { ...key, value: '' }]);

  expect(visible).not.toContain(FIRST);
  expect(visible).not.toContain(key?.value);
});

test('output has no colour codes where it is no terminal', async () => {
  const { stdout } = await cli.run(world.url, ['consumer', 'list']);

  expect(stdout).not.toContain('\u001b');
});
