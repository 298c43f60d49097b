import { CreateApiKeyCommand, GetApiKeysCommand } from '@aws-sdk/client-api-gateway';
import { CreateTableCommand, PutItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, GetParametersByPathCommand } from '@aws-sdk/client-ssm';
import { TestAws } from './support/clients';

let aws: TestAws;
beforeEach(async () => {
  aws = new TestAws();
  await aws.start();
});
afterEach(() => aws.stop());

test('a parameter is read by its name', async () => {
  aws.standIns.parameters.put('/kit/one', 'uno');

  const { Parameter } = await aws.parameters.send(new GetParameterCommand({ Name: '/kit/one' }));
  expect(Parameter).toMatchObject({ Name: '/kit/one', Value: 'uno' });
});

test('an unknown parameter is ParameterNotFound', async () => {
  await expect(aws.parameters.send(new GetParameterCommand({ Name: '/kit/none' }))).rejects.toMatchObject({
    name: 'ParameterNotFound',
  });
});

test('parameters below a path come in pages of ten', async () => {
  for (let i = 10; i < 23; i += 1) aws.standIns.parameters.put(`/kit/many/${i}`, `value ${i}`);
  aws.standIns.parameters.put('/kit/more', 'elsewhere');

  const first = await aws.parameters.send(new GetParametersByPathCommand({ Path: '/kit/many' }));
  const second = await aws.parameters.send(
    new GetParametersByPathCommand({ Path: '/kit/many', NextToken: first.NextToken }),
  );
  expect(first.Parameters).toHaveLength(10);
  expect(second.Parameters?.map(({ Value }) => Value)).toEqual(['value 20', 'value 21', 'value 22']);
  expect(second.NextToken).toBeUndefined();
});

test('DynamoDB keeps items on the same endpoint', async () => {
  const TableName = 'claims';
  await aws.database.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  const Item = { id: { S: 'first' }, size: { N: '3' } };
  await aws.database.send(new PutItemCommand({ TableName, Item }));

  expect((await aws.database.send(new GetItemCommand({ TableName, Key: { id: { S: 'first' } } }))).Item).toEqual(Item);
});

const createSecret = () => aws.secrets.send(new CreateSecretCommand({ Name: 'lab/faulty', SecretString: 'x' }));

test.each([
  ['throttle', 'ThrottlingException'],
  ['error', 'InternalServiceError'],
  ['deny', 'AccessDeniedException'],
] as const)('the fault %s answers %s and carries nothing out', async (kind, name) => {
  aws.standIns.faults.inject({ kind, operation: 'CreateSecret', times: 1 });

  await expect(createSecret()).rejects.toMatchObject({ name });
  expect(aws.standIns.secrets.secrets.size).toBe(0);
  await createSecret();
});

test('an answer dropped afterwards leaves the operation carried out', async () => {
  aws.standIns.faults.inject({ kind: 'drop', operation: 'CreateSecret', when: 'afterwards', times: 1 });

  await expect(createSecret()).rejects.toThrow(/socket hang up|ECONNRESET/);
  expect(aws.standIns.secrets.secrets.has('lab/faulty')).toBe(true);
});

test('a delay holds the answer back', async () => {
  await createSecret();
  aws.standIns.faults.inject({ kind: 'delay', operation: 'GetSecretValue', delayMs: 80 });
  const started = performance.now();
  await aws.secrets.send(new GetSecretValueCommand({ SecretId: 'lab/faulty' }));

  expect(performance.now() - started).toBeGreaterThan(75);
});

test('every call is logged with its service and operation', async () => {
  await createSecret();
  await aws.gateway.send(new GetApiKeysCommand({}));

  expect(aws.standIns.calls).toEqual([
    { service: 'secretsmanager', operation: 'CreateSecret' },
    { service: 'apigateway', operation: 'GetApiKeys' },
  ]);
});

test('the control plane throttles past its burst and answers again later', async () => {
  await aws.stop();
  await aws.start({ controlPlaneRate: { ratePerSecond: 10, burst: 2 } });
  const create = (name: string) => aws.gateway.send(new CreateApiKeyCommand({ name }));
  await create('first');
  await create('second');

  await expect(create('third')).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  aws.time = new Date(aws.time.getTime() + 100);
  await create('fourth');
});

test('an operation without a stand-in is named', async () => {
  const response = await fetch(`${aws.standIns.url}/restapis/x/models`, { method: 'GET' });

  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ message: 'apigateway: GET /restapis/x/models has no stand-in' });
});
