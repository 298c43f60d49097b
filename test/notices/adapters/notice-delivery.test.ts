import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { noticeDelivery } from '../../../lib/notices/adapters/notice-delivery';
import { deliver } from '../../../lib/notices/deliver';
import type { Mail } from '../../../lib/notices/mail';
import { NOTICE_TABLE_KEY } from '../../../lib/notices/memory-table';
import { TestAws } from '../../local/aws/support/clients';

const TABLE = 'aps-gateway-lab-platform-notices';
const MINUTE_MS = 60_000;
const MAIL: Mail = { to: ['dev@customer.test'], fromName: 'Provider', subject: 'Subject', text: 'Text', html: '<p>' };

let aws: TestAws;
beforeEach(async () => {
  aws = new TestAws();
  await aws.start();
  await aws.database.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: NOTICE_TABLE_KEY, AttributeType: 'S' }],
      KeySchema: [{ AttributeName: NOTICE_TABLE_KEY, KeyType: 'HASH' }],
    }),
  );
});
afterEach(() => aws.stop());

/** Ports of a new run of the function. */
function newRun() {
  const { url } = aws.standIns;
  const credentials = { accessKeyId: 'nobody', secretAccessKey: 'nothing' };
  const config = { endpoints: { dynamoDb: url, ses: url }, region: 'eu-north-1', credentials, maxAttempts: 1 };
  return noticeDelivery(config, { from: 'gateway@provider.test' }, { table: TABLE, now: () => aws.time });
}

/** Delivers a notice in a new run; a run that breaks off has no outcome. */
async function attempt(id = 'alpha|crm|suspended|1') {
  return deliver(newRun(), id, MAIL).catch(() => 'broke off');
}

/** The function ends after SES took the mail and before the table knows. */
function dieBeforeRemembering() {
  aws.standIns.faults.inject({ kind: 'drop', service: 'dynamodb', operation: 'UpdateItem', times: 1 });
}

function pass(minutes: number): void {
  aws.time = new Date(aws.time.getTime() + minutes * MINUTE_MS);
}

const sent = () => aws.standIns.mail.sent.length;

test('a notice is sent once, however often a later run tries', async () => {
  const outcomes = [await attempt(), await attempt()];
  pass(60 * 24 * 40);

  expect([...outcomes, await attempt()]).toEqual(['sent', 'known', 'known']);
  expect(aws.standIns.mail.sent).toMatchObject([{ to: MAIL.to, subject: 'Subject', text: 'Text', html: '<p>' }]);
});

test('runs at the same time send a notice once', async () => {
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => attempt()));

  expect(outcomes.filter((outcome) => outcome === 'known')).toHaveLength(4);
  expect(sent()).toBe(1);
});

test('another notice is sent as well', async () => {
  expect([await attempt('alpha|crm|resumed|1'), await attempt('alpha|erp|resumed|1')]).toEqual(['sent', 'sent']);
});

test('a retry of a function that died between sending and remembering sends nothing', async () => {
  dieBeforeRemembering();
  const outcomes = [await attempt(), await attempt()];
  pass(19);

  expect([...outcomes, await attempt()]).toEqual(['broke off', 'known', 'known']);
  expect(sent()).toBe(1);
});

test('twenty minutes after a function died there, one more mail is sent, and then none', async () => {
  dieBeforeRemembering();
  await attempt();
  pass(21);

  expect([await attempt(), await attempt()]).toEqual(['sent', 'known']);
  pass(21);
  expect([await attempt(), sent()]).toEqual(['known', 2]);
});

test('a mail that SES refuses is given back at once, with what to do', async () => {
  aws.standIns.mail.verified = new Set(['other.test']);
  const refused = await attempt();
  aws.standIns.mail.verified = undefined;

  expect(refused).toMatchObject({ failed: expect.stringContaining('Verify the sender in SES') as string });
  expect([await attempt(), sent()]).toEqual(['sent', 1]);
});

test('a lost answer of SES leaves the claim, so that a retry sends no second mail', async () => {
  aws.standIns.faults.inject({ kind: 'drop', service: 'ses', operation: 'SendEmail', times: 1, when: 'afterwards' });

  expect(await attempt()).toMatchObject({ failed: expect.any(String) as string });
  expect([await attempt(), sent()]).toEqual(['known', 1]);
});

test('a memory knows what was sent and what is being sent', async () => {
  const { memory } = newRun();
  expect(await memory.has('a')).toBe(false);
  await memory.claim('a');
  expect(await memory.has('a')).toBe(true);
  pass(21);
  expect(await memory.has('a')).toBe(false);
  await memory.confirm('a');
  pass(21);
  expect(await memory.has('a')).toBe(true);
});

test('a missing table says what to deploy', async () => {
  const { memory } = noticeDelivery(
    {
      endpoints: { dynamoDb: aws.standIns.url },
      region: 'eu-north-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    },
    {},
    { table: 'none', now: () => aws.time },
  );

  await expect(memory.claim('a')).rejects.toThrow(
    'There is no table none: deploy the platform stack with "notices" declared.',
  );
});
