import { type AttributeValue, CreateTableCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { NONCE_TABLE_KEY } from '../../../lambda/authorizer/contract';
import { DynamoDb } from './dynamodb';

/** The nonce table in a DynamoDB on localhost. */
export class NonceTable {
  readonly name = 'test-nonces';
  private readonly dynamodb = new DynamoDb();

  async start(): Promise<string> {
    const endpoint = await this.dynamodb.start();
    await this.dynamodb.client.send(
      new CreateTableCommand({
        TableName: this.name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: NONCE_TABLE_KEY, AttributeType: 'S' }],
        KeySchema: [{ AttributeName: NONCE_TABLE_KEY, KeyType: 'HASH' }],
      }),
    );
    return endpoint;
  }

  async items(): Promise<readonly Readonly<Record<string, AttributeValue>>[]> {
    const { Items = [] } = await this.dynamodb.client.send(new ScanCommand({ TableName: this.name }));
    return Items;
  }

  stop(): Promise<void> {
    return this.dynamodb.stop();
  }
}
