import { CreateTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDb } from '../support/dynamodb';

test('a stand-in that stops while requests are open breaks only these', async () => {
  const dynamodb = new DynamoDb();
  await dynamodb.start();
  const { client } = dynamodb;
  await client.send(
    new CreateTableCommand({
      TableName: 'open',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
    }),
  );
  const puts = Array.from({ length: 40 }, (_, index) =>
    client.send(new PutItemCommand({ TableName: 'open', Item: { key: { S: `item-${index}` } } })),
  );
  await Promise.any(puts);
  await dynamodb.stop();
  const outcomes = (await Promise.allSettled(puts)).map(({ status }) => status);
  expect(new Set(outcomes)).toEqual(new Set(['fulfilled', 'rejected']));
});
