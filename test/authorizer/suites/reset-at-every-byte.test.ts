import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { dynamodbNonces } from '../../../lambda/authorizer/adapters/dynamodb-nonces';
import { awsAt, callHost } from '../support/call-host';
import { jsonAnswer, RawServer } from '../support/raw-server';

/** A nonce table: remembers the attempt that claimed a key. */
const table = new RawServer();
const claims = new Map<string, string>();
table.answer = (socket, request) => {
  const { Item } = JSON.parse(request.slice(request.indexOf('\r\n\r\n'))) as {
    Item: { claim: { S: string }; attempt: { S: string } };
  };
  const holder = claims.get(Item.claim.S) ?? Item.attempt.S;
  claims.set(Item.claim.S, holder);
  const error = { __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException' };
  socket.write(holder === Item.attempt.S ? jsonAnswer(200, {}) : jsonAnswer(400, error));
};

/** Passes so many bytes on to the table and back, then resets the connection on both sides. */
let budgets: number[] = [];
let carried = 0;
const proxy = createServer((client) => {
  let budget = budgets.shift() ?? Infinity;
  const upstream = connect(tablePort, '127.0.0.1');
  const carry = (to: Socket) => (chunk: Buffer) => {
    const passed = chunk.subarray(0, Math.min(chunk.length, budget));
    budget -= passed.length;
    carried += passed.length;
    to.write(passed, () => {
      if (budget > 0) return;
      client.resetAndDestroy();
      upstream.destroy();
    });
  };
  client.on('data', carry(upstream)).on('error', () => {});
  upstream.on('data', carry(client)).on('error', () => {});
  client.on('close', () => upstream.destroy());
  upstream.on('close', () => client.destroy());
});
let tablePort = 0;
let endpoint = '';

beforeAll(async () => {
  tablePort = Number(new URL(await table.start()).port);
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  endpoint = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await table.stop();
  await new Promise((closed) => proxy.close(closed));
});

let nonces = 0;
/** Claims a new nonce over connections that are reset after so many bytes. */
async function claim(...bytes: number[]): Promise<string> {
  budgets = bytes;
  const store = dynamodbNonces(awsAt(endpoint), callHost(), 'nonces', () => `attempt-${nonces}`);
  nonces += 1;
  const nonce = { consumerKey: 'crm', token: '', timestamp: '1795320000', nonce: `nonce-${nonces}`, rememberUntil: 1 };
  try {
    return await store(nonce);
  } catch (error) {
    return (error as { fault: string }).fault;
  }
}

/** Lengths of the exchange after each of its bytes, the last one excepted. */
async function exchangeLengths(step: number): Promise<number[]> {
  carried = 0;
  expect(await claim()).toBe('claimed');
  return Array.from({ length: Math.floor((carried - 1) / step) }, (_, index) => 1 + index * step);
}

test('a claim is made once, at whichever byte of the exchange its first connection is reset', async () => {
  const outcomes = new Set<string>();
  for (const bytes of await exchangeLengths(1)) outcomes.add(await claim(bytes));
  expect(outcomes).toEqual(new Set(['claimed']));
});

test('a claim is never taken for made or used, at whichever byte both connections are reset', async () => {
  const outcomes = new Set<string>();
  for (const bytes of await exchangeLengths(7)) outcomes.add(await claim(bytes, bytes));
  expect(outcomes).toEqual(new Set(['nonces_unavailable']));
});
