import { CreateApiKeyCommand } from '@aws-sdk/client-api-gateway';
import { CloudTrailClient, LookupEventsCommand, type LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail';
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DAY_MS } from '../../../../lib/periods';
import { TestAws } from '../support/clients';

const aws = new TestAws();
let client: CloudTrailClient;

beforeEach(async () => {
  await aws.start();
  client = new CloudTrailClient(configuredFor('nobody'));
});
afterEach(async () => {
  client.destroy();
  await aws.stop();
});

function configuredFor(accessKeyId: string) {
  const credentials = { accessKeyId, secretAccessKey: 'nothing' };
  return { endpoint: aws.standIns.url, region: 'eu-north-1', credentials, maxAttempts: 1 };
}

async function look(input: LookupEventsCommandInput = {}) {
  const { Events = [], NextToken } = await client.send(new LookupEventsCommand(input));
  return {
    events: Events,
    next: NextToken,
    records: Events.map((event) => JSON.parse(event.CloudTrailEvent ?? '') as object),
  };
}

const createSecret = (Name: string) => aws.secrets.send(new CreateSecretCommand({ Name, SecretString: 'Zq9secret' }));

test('a call is recorded with its caller, address and parameters, and without the secret', async () => {
  await createSecret('one');

  const { events, records } = await look();
  expect(events).toMatchObject([{ EventName: 'CreateSecret', EventTime: aws.time, ReadOnly: 'false' }]);
  expect(records).toMatchObject([
    {
      eventSource: 'secretsmanager.amazonaws.com',
      userIdentity: { arn: 'arn:aws:iam::000000000000:user/local' },
      sourceIPAddress: '127.0.0.1',
      requestParameters: { name: 'one' },
      responseElements: { arn: expect.stringContaining(':secret:one-') as string },
    },
  ]);
  expect(JSON.stringify(records)).not.toContain('Zq9secret');
});

test('a call of API Gateway is recorded without the value of the key', async () => {
  await aws.gateway.send(
    new CreateApiKeyCommand({ name: 'one', value: 'a-value-of-twenty-characters', enabled: true }),
  );

  const { records } = await look();
  expect(records).toMatchObject([{ requestParameters: { createApiKeyInput: { name: 'one', enabled: true } } }]);
  expect(JSON.stringify(records)).not.toContain('a-value-of-twenty-characters');
});

test('a call that fails is recorded with the code of its error', async () => {
  await expect(aws.secrets.send(new GetSecretValueCommand({ SecretId: 'absent' }))).rejects.toThrow(
    'find the specified secret',
  );

  expect((await look()).records).toMatchObject([
    { eventName: 'GetSecretValue', errorCode: 'ResourceNotFoundException' },
  ]);
});

test('a function is a caller of its own', async () => {
  const ofFunction = new SecretsManagerClient(configuredFor('function-alpha-authorizer'));
  await createSecret('one');
  await ofFunction.send(new GetSecretValueCommand({ SecretId: 'one' }));

  expect((await look({ MaxResults: 1 })).records).toMatchObject([
    { userIdentity: { arn: 'arn:aws:sts::000000000000:assumed-role/alpha-authorizer/alpha-authorizer' } },
  ]);
});

test('events are found by name, by the name of a secret and by time, the newest first, page by page', async () => {
  await createSecret('one');
  const first = aws.time;
  aws.time = new Date(first.getTime() + 60_000);
  await createSecret('two');

  const names = ({ records }: { records: readonly object[] }) =>
    records.map((record) => (record as { requestParameters: { name: string } }).requestParameters.name);
  const page = await look({ MaxResults: 1 });
  expect(names(page)).toEqual(['two']);
  expect(names(await look({ MaxResults: 1, NextToken: page.next }))).toEqual(['one']);
  const byAttribute = (AttributeKey: 'EventName' | 'ResourceName', AttributeValue: string) =>
    look({ LookupAttributes: [{ AttributeKey, AttributeValue }] });
  expect(names(await byAttribute('ResourceName', 'one'))).toEqual(['one']);
  expect(names(await byAttribute('EventName', 'DeleteSecret'))).toEqual([]);
  expect(names(await look({ EndTime: first }))).toEqual(['one']);
});

test('events are kept for 90 days', async () => {
  await createSecret('one');
  aws.time = new Date(aws.time.getTime() + 90 * DAY_MS + 1000);

  expect((await look()).events).toEqual([]);
});

test('a second attribute is refused, as AWS does', async () => {
  const attribute = { AttributeKey: 'EventName', AttributeValue: 'CreateSecret' } as const;

  await expect(look({ LookupAttributes: [attribute, attribute] })).rejects.toThrow('Only one lookup attribute');
});
