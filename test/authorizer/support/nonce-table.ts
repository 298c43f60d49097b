import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AttributeValue, CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { NONCE_TABLE_KEY } from '../../../lambda/authorizer/contract';

/** The nonce table in an embedded DynamoDB on localhost. */
export class NonceTable {
  readonly name = 'test-nonces';
  private readonly server: Server = dynalite({ createTableMs: 0 });
  private client!: DynamoDBClient;

  async start(): Promise<string> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    const endpoint = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    const credentials = { accessKeyId: 'table', secretAccessKey: 'owner' };
    this.client = new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials });
    await this.client.send(
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
    const { Items = [] } = await this.client.send(new ScanCommand({ TableName: this.name }));
    return Items;
  }

  async stop(): Promise<void> {
    this.client.destroy();
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}
