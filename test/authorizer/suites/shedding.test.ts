import { SETTINGS } from '../../../lambda/authorizer/contract';
import { credentialsDocument } from '../support/documents';
import { authorizerEvent, signedEvent } from '../support/events';
import { AuthorizerFunction, type Handler } from '../support/function';
import { type LocalAnswer, LocalServer } from '../support/local-server';
import { answerError, answerJson } from '../support/secrets-manager';

const SHEDDING = 'aps-gateway-test-platform-shedding';
const credentials = { consumerKey: 'crm-of-acme', consumerSecret: 'kd94hf93k423kf44' };

/** A function instance of a gateway that sheds load, whose DynamoDB answers GetItem as a test wants. */
const authorizer = new AuthorizerFunction();
let answerGetItem: LocalAnswer;
const calls: { readonly operation: string; readonly input: Readonly<Record<string, unknown>> }[] = [];
const dynamodb = new LocalServer((request, response, body) => {
  const input = JSON.parse(body.toString()) as Record<string, unknown>;
  const operation = String(request.headers['x-amz-target']).split('.')[1]!;
  calls.push({ operation, input });
  if (operation === 'GetItem') answerGetItem(request, response, body);
  else answerJson(response, 200, {});
});
let endpoint: string;

beforeAll(async () => {
  await authorizer.start();
  authorizer.onboard(credentialsDocument());
  endpoint = await dynamodb.start();
});
afterAll(async () => {
  await dynamodb.stop();
  await authorizer.stop();
});
beforeEach(() => {
  calls.length = 0;
  authorizer.log.length = 0;
  authorizer.aheadMs = 0;
  authorizer.setPatient(true);
});

function instance(priorities: Readonly<Record<string, number>> = {}): Handler {
  return authorizer.instance({
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    [SETTINGS.shedding]: JSON.stringify({ table: SHEDDING, priorities }),
  });
}

const signed = (consumerSecret = credentials.consumerSecret) => signedEvent({}, { ...credentials, consumerSecret });
const outcome = (handler: Handler, event: unknown = signed()) =>
  handler(event).then(
    ({ context }) => context.reason,
    ({ name, message }: Error) => `${name}: ${message}`,
  );
const level =
  (from: number, forSeconds = 600): LocalAnswer =>
  (_, response) => {
    const until = Math.floor((Date.now() + authorizer.aheadMs) / 1000) + forSeconds;
    answerJson(response, 200, { Item: { manualFrom: { N: String(from) }, manualUntil: { N: String(until) } } });
  };
const BUSY = 'PlatformBusyError: Unauthorized';
const operations = () => calls.map(({ operation }) => operation);
const lastLine = () => JSON.parse(authorizer.log.at(-1)!) as Record<string, unknown>;

test('a request of a tier that has to wait is refused before its nonce is claimed', async () => {
  answerGetItem = level(7);
  const handler = instance({ gold: 8 });
  expect(await outcome(handler)).toBe(BUSY);
  expect(operations()).toEqual(['GetItem']);
  expect(calls[0]!.input).toEqual({ TableName: SHEDDING, Key: { item: { S: 'shedding' } } });
});

test('the refused request can be sent once more, because its nonce is unused', async () => {
  answerGetItem = level(5);
  const handler = instance();
  const event = signed();
  expect(await outcome(handler, event)).toBe(BUSY);
  answerGetItem = (_, response) => answerJson(response, 200, {});
  authorizer.aheadMs += 10_000;
  expect(await outcome(handler, event)).toBe('allowed');
});

test('a tier of better priority is served meanwhile', async () => {
  answerGetItem = level(7);
  expect(await outcome(instance({ gold: 6 }))).toBe('allowed');
});

test('a stranger learns nothing of it', async () => {
  answerGetItem = level(0);
  const handler = instance();
  expect(await outcome(handler, signed('wrong secret'))).toBe('signature_invalid');
  expect(await outcome(handler, authorizerEvent({}))).toBe('authorization_missing');
});

test('the line of a shed request counts it by tier, and is not an error', async () => {
  answerGetItem = level(0);
  await outcome(instance());
  expect(lastLine()).toMatchObject({ level: 'info', effect: 'shed', reason: 'platform_busy', tier: 'gold' });
  expect(lastLine()).toMatchObject({ ShedRequests: 1, consumerKey: 'crm-of-acme' });
  expect(JSON.stringify(lastLine()['_aws'])).toContain(
    '{"Namespace":"ApsGateway","Dimensions":[["environment","gateway","tier"]],"Metrics":[{"Name":"ShedRequests","Unit":"Count"}]}',
  );
  expect(lastLine()).not.toHaveProperty('fault');
});

test('the runtime gets no stack to log for a shed request', async () => {
  answerGetItem = level(0);
  await expect(instance()(signed())).rejects.toMatchObject({ stack: '' });
});

test('a missing item sheds nothing', async () => {
  answerGetItem = (_, response) => answerJson(response, 200, {});
  expect(await outcome(instance({ gold: 9 }))).toBe('allowed');
  expect(lastLine()).not.toHaveProperty('sheddingFault');
});

test('the item is read once in ten seconds', async () => {
  answerGetItem = level(9);
  const handler = instance();
  for (let sent = 0; sent < 3; sent += 1) await outcome(handler);
  authorizer.aheadMs += 10_000;
  await outcome(handler);
  expect(operations().filter((operation) => operation === 'GetItem')).toHaveLength(2);
});

test('a gateway that does not shed load reads no item', async () => {
  answerGetItem = level(0);
  const handler = authorizer.instance({ AWS_ENDPOINT_URL_DYNAMODB: endpoint });
  expect(await outcome(handler)).toBe('allowed');
  expect(operations()).toEqual(['PutItem']);
});

const FAULTS: Readonly<Record<string, LocalAnswer>> = {
  'does not answer': () => {},
  throttles: (_, response) => answerError(response, 400, 'ProvisionedThroughputExceededException'),
  'denies access': (_, response) => answerError(response, 400, 'AccessDeniedException'),
  'does not know the table': (_, response) => answerError(response, 400, 'ResourceNotFoundException'),
  'fails inside': (_, response) => answerError(response, 500, 'InternalServerError'),
  'closes the connection': (request) => void request.socket.destroy(),
  'answers with a page': (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
  'answers with another object': (_, response) => answerJson(response, 200, { SecretString: '{}' }),
  'answers with null': (_, response) => answerJson(response, 200, null),
};

describe.each(Object.entries(FAULTS))('when the table %s', (_, fault) => {
  test('a request is served without a known level, and the line of a later one says so', async () => {
    authorizer.setPatient(false);
    answerGetItem = fault;
    const handler = instance({ gold: 9 });
    expect(await outcome(handler)).toBe('allowed');
    authorizer.aheadMs += 20_000;
    await authorizer.hurry(() => outcome(handler));
    for (let tries = 0; tries < 60 && !('sheddingFault' in lastLine()); tries += 1) {
      await new Promise((passed) => setTimeout(passed, 50));
      await outcome(handler);
    }
    expect(lastLine()).toMatchObject({ sheddingFault: expect.stringMatching(/^\w+$/), effect: 'allow' });
  });

  test('the last known level holds until its end, and not longer', async () => {
    answerGetItem = level(5, 30);
    const handler = instance();
    expect(await outcome(handler)).toBe(BUSY);
    authorizer.setPatient(false);
    answerGetItem = fault;
    authorizer.aheadMs += 20_000;
    expect(await outcome(handler)).toBe(BUSY);
    authorizer.aheadMs += 11_000;
    expect(await outcome(handler)).toBe('allowed');
  });
});

test.each([
  ['text', { manualFrom: { S: 'seven' }, manualUntil: { S: 'tomorrow' } }],
  ['an end in a hundred years', { manualFrom: { N: '0' }, manualUntil: { N: '4950000000' } }],
  ['lists', { manualFrom: [], manualUntil: {} }],
])('an item with %s sheds nothing', async (_, Item) => {
  answerGetItem = (_request, response) => answerJson(response, 200, { Item });
  expect(await outcome(instance({ gold: 9 }))).toBe('allowed');
});

test('a request does not wait until a slow table answers', async () => {
  let answer = () => {};
  answerGetItem = (_, response) => (answer = () => answerJson(response, 200, {}));
  authorizer.setPatient(false);
  expect(await outcome(instance())).toBe('allowed');
  answer();
});
