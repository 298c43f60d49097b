import { Cli } from '../support/cli';
import { World } from '../support/world';

/** Every field of the client page that notes or limits something about one client, and a value that no other one has. */
const FIELDS: Readonly<Record<string, { readonly option: string; readonly value: string; readonly search?: string }>> =
  {
    'Display name': { option: '--display-name', value: 'Acme CRM' },
    'Application No.': { option: '--external-reference', value: 'APP-0417' },
    Emails: { option: '--emails', value: 'ops@acme.test,billing@acme.test', search: 'BILLING@acme' },
    Note: { option: '--note', value: 'migrated in spring' },
    Remark: { option: '--remark', value: 'calls only at night' },
    'Start date': { option: '--valid-from', value: '2026-02-03' },
    'Expiry Date': { option: '--valid-until', value: '2031-09-17' },
    'Service time': { option: '--service-hours', value: 'tue-fri 07:30-18:45 Europe/Berlin' },
    'IP Binding': { option: '--source-ips', value: '203.0.113.7,198.51.100.0/24', search: '198.51.100.0/24' },
  };

const cli = new Cli();
let world: World;
beforeAll(async () => {
  world = await new World().start();
  const options = Object.values(FIELDS).flatMap(({ option, value }) => [option, value]);
  await onboard('crm', options);
  await onboard('other', ['--note', 'nothing of the above']);
  await cli.run(world.url, ['consumer', 'suspend', 'alpha', 'crm']);
});
afterAll(async () => {
  await world.stop();
  cli.remove();
});

async function onboard(key: string, options: readonly string[]): Promise<void> {
  const words = ['consumer', 'onboard', 'alpha', '--key', key, '--tier', 'standard', '--secret-stdin', ...options];
  const { code, stderr } = await cli.run(world.url, words, { stdin: `SecretOf${key}` });
  if (code !== 0) throw new Error(stderr);
}

/** Keys of the consumers that a list with these options has. */
async function listed(...options: readonly string[]): Promise<readonly string[]> {
  const words = ['consumer', 'list', 'alpha', ...options];
  const { consumers } = await cli.json<{ readonly consumers: readonly { readonly consumerKey: string }[] }>(
    world.url,
    words,
  );
  return consumers.map(({ consumerKey }) => consumerKey);
}

describe.each(Object.entries(FIELDS))('%s', (_field, { value, search = value }) => {
  test('is found by a search for a part of it', async () => {
    expect(await listed('--text', search)).toEqual(['crm']);
  });

  test('is shown', async () => {
    const { stdout } = await cli.run(world.url, ['consumer', 'show', 'alpha', 'crm']);
    expect(stdout.toLowerCase()).toContain(search.toLowerCase());
  });
});

test('the client name is found by a part of it', async () => {
  expect(await listed('--text', 'cr')).toEqual(['crm']);
});

test('the status is found by its word, and narrows a list', async () => {
  expect(await listed('--text', 'suspended')).toEqual(['crm']);
  expect(await listed('--status', 'active')).toEqual(['other']);
});

test('the status is shown', async () => {
  expect((await cli.run(world.url, ['consumer', 'show', 'alpha', 'crm'])).stdout).toMatch(/^status +suspended$/m);
});
