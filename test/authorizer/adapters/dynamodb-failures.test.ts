import { CreateTableCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { dynamodbFailures } from '../../../lambda/authorizer/adapters/dynamodb-failures';
import type { FailureStore } from '../../../lambda/authorizer/lockout/failure-store';
import { awsAt, callHost } from '../support/call-host';
import { DynamoDb } from '../support/dynamodb';

const ATTEMPT = { consumerKey: 'crm-of-acme', source: '198.51.100.7' };
const AT = 1_795_320_000;

const dynamodb = new DynamoDb();
let endpoint: string;
let tables = 0;

beforeAll(async () => {
  endpoint = await dynamodb.start();
});
afterAll(() => dynamodb.stop());

/** A store over a new table. */
async function newStore(): Promise<{ readonly store: FailureStore; readonly items: () => Promise<unknown> }> {
  const TableName = `failures-${++tables}`;
  await dynamodb.client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['consumerKey', 'source'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'consumerKey', KeyType: 'HASH' },
        { AttributeName: 'source', KeyType: 'RANGE' },
      ],
    }),
  );
  return {
    store: dynamodbFailures(awsAt(endpoint), callHost(), TableName),
    items: async () => (await dynamodb.client.send(new ScanCommand({ TableName }))).Items,
  };
}

test('a pair without failures has no record', async () => {
  const { store } = await newStore();
  expect(await store.read(ATTEMPT)).toBeUndefined();
});

test('a started record is read back', async () => {
  const { store } = await newStore();
  await store.write(ATTEMPT, { failures: 2, locked: false, endsAt: AT + 600, at: AT });
  expect(await store.read(ATTEMPT)).toEqual({ failures: 2, locked: false, endsAt: AT + 600 });
});

test('an item has the key, the source, and its end as the attribute by which DynamoDB removes it', async () => {
  const { store, items } = await newStore();
  await store.write(ATTEMPT, { failures: 2, locked: false, endsAt: AT + 600, at: AT });
  expect(await items()).toEqual([
    {
      consumerKey: { S: 'crm-of-acme' },
      source: { S: '198.51.100.7' },
      failures: { N: '2' },
      locked: { BOOL: false },
      endsAt: { N: String(AT + 600) },
    },
  ]);
});

test('failures that two instances add at once all count, and the end stays', async () => {
  const { store } = await newStore();
  await store.write(ATTEMPT, { failures: 1, locked: false, endsAt: AT + 600, at: AT });
  const after = { failures: 3, locked: false, endsAt: AT + 600, at: AT + 1, added: 2 };
  await Promise.all([store.write(ATTEMPT, after), store.write(ATTEMPT, after)]);
  expect(await store.read(ATTEMPT)).toEqual({ failures: 5, locked: false, endsAt: AT + 600 });
});

test('a lock replaces the end of the record', async () => {
  const { store } = await newStore();
  await store.write(ATTEMPT, { failures: 4, locked: false, endsAt: AT + 600, at: AT });
  await store.write(ATTEMPT, { failures: 5, locked: true, endsAt: AT + 1800, at: AT, added: 1 });
  expect(await store.read(ATTEMPT)).toEqual({ failures: 5, locked: true, endsAt: AT + 1800 });
});

test('a record that has ended starts again, without its lock', async () => {
  const { store } = await newStore();
  await store.write(ATTEMPT, { failures: 5, locked: true, endsAt: AT, at: AT - 9 });
  await store.write(ATTEMPT, { failures: 1, locked: false, endsAt: AT + 600, at: AT });
  expect(await store.read(ATTEMPT)).toEqual({ failures: 1, locked: false, endsAt: AT + 600 });
});

test('a record that another instance has just started is added to', async () => {
  const { store } = await newStore();
  await store.write(ATTEMPT, { failures: 1, locked: false, endsAt: AT + 600, at: AT });
  await store.write(ATTEMPT, { failures: 2, locked: false, endsAt: AT + 601, at: AT + 1 });
  expect(await store.read(ATTEMPT)).toEqual({ failures: 3, locked: false, endsAt: AT + 600 });
});

test('a record that was removed before a count has an end again', async () => {
  const { store } = await newStore();
  await store.write(ATTEMPT, { failures: 3, locked: false, endsAt: AT + 600, at: AT, added: 1 });
  expect(await store.read(ATTEMPT)).toEqual({ failures: 1, locked: false, endsAt: AT + 600 });
});

test('keys and sources do not mix', async () => {
  const { store } = await newStore();
  await store.write(ATTEMPT, { failures: 1, locked: false, endsAt: AT + 600, at: AT });
  expect(await store.read({ ...ATTEMPT, source: '203.0.113.9' })).toBeUndefined();
  expect(await store.read({ ...ATTEMPT, consumerKey: 'billing' })).toBeUndefined();
});

test('a table that is missing is an error with its name', async () => {
  const store = dynamodbFailures(awsAt(endpoint), callHost(), 'no-such-table');
  const named = { name: 'ResourceNotFoundException' };
  await expect(store.read(ATTEMPT)).rejects.toMatchObject(named);
  await expect(store.write(ATTEMPT, { failures: 1, locked: false, endsAt: 2, at: 1 })).rejects.toMatchObject(named);
});
