import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTable } from '../../../lib/local/provision/create-table';
import { NOTICE_TABLE_KEY, noticeTableName } from '../../../lib/notices/memory-table';
import { Cli } from '../support/cli';
import { World } from '../support/world';

const PLATFORM = `
displayName: Provider
uiNodes: { brandEndpoint: https://brand.provider.test }
tiers: { standard: { quota: unlimited, throttle: { rateLimit: 5, burstLimit: 9 } } }
`;
const cli = new Cli();
const config = mkdtempSync(join(tmpdir(), 'aps-gateway-notify-'));
let world: World;

beforeEach(async () => {
  world = await new World().start();
  declare('notices: { from: gateway@provider.test }');
  const onboard = 'consumer onboard alpha --key crm --tier standard --emails dev@customer.test --secret-stdin';
  await cli.run(world.url, onboard.split(' '), { stdin: 'TheConsumerSecret' });
});
afterEach(() => world.stop());
afterAll(() => {
  cli.remove();
  rmSync(config, { recursive: true });
});

/** Declares notices in the environment's files. */
function declare(notices: string): void {
  mkdirSync(join(config, 'lab', 'resellers'), { recursive: true });
  writeFileSync(join(config, 'lab', 'platform.yaml'), `${PLATFORM}${notices}\n`);
  writeFileSync(join(config, 'lab', 'resellers', 'alpha.yaml'), 'displayName: Alpha Cloud\n');
}

async function table(): Promise<void> {
  await createTable(world.url, {
    TableName: noticeTableName('lab'),
    KeySchema: [{ AttributeName: NOTICE_TABLE_KEY, KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: NOTICE_TABLE_KEY, AttributeType: 'S' }],
  });
}

function notify(...options: readonly string[]) {
  return cli.run(world.url, ['consumer', 'notify', 'alpha', 'crm', '--config', config, ...options]);
}

test('it prints the mails that are due, and sends none, with --dry-run', async () => {
  const { code, stdout } = await notify('--dry-run');

  expect(code).toBe(0);
  expect(stdout).toContain('To: dev@customer.test\nSubject: Alpha Cloud: access to the API gateway for crm\n');
  expect(stdout).toContain('Consumer key: crm');
  expect(world.aws.mail.sent).toEqual([]);
});

test('it sends a notice once, and again only with --again', async () => {
  await table();
  const outputs = [await notify(), await notify(), await notify('--again')].map(({ stdout }) => stdout.trim());

  expect(outputs).toEqual([
    'onboarded: sent to dev@customer.test.',
    'onboarded: was sent before; send it again with --again.',
    'onboarded: sent to dev@customer.test.',
  ]);
  expect(world.aws.mail.sent).toHaveLength(2);
});

test('it sends a notice that is asked for if it needs no further values', async () => {
  await table();

  expect((await notify('--notice', 'resumed')).stdout).toContain('resumed: sent');
  expect(await notify('--notice', 'quota-used')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('The notice quota-used is not due for consumer crm; due are: onboarded.') as string,
  });
});

test('a sender that is not verified is reported with what to do', async () => {
  await table();
  world.aws.mail.verified = new Set(['another.test']);
  const { code, stdout } = await notify();

  expect(code).toBe(1);
  expect(stdout).toContain('onboarded: not sent: SES refused the mail: MessageRejected');
  expect(stdout).toContain('request production access');
});

test('without the table it says to deploy', async () => {
  expect(await notify()).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no table aps-gateway-lab-platform-notices: deploy') as string,
  });
});

test.each([
  ['', 'Notices to consumers of alpha are not declared'],
  ['alarms: { emails: [ops@provider.test] }\nnotices: {}', 'There is no sender'],
])('with %j declared it refuses: %s', async (declared, message) => {
  declare(declared);

  expect(await notify()).toMatchObject({ code: 2, stderr: expect.stringContaining(message) as string });
});
