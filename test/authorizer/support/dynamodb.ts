import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDbStandIn } from '../../../lib/local/aws/dynamodb';
import { LocalServer } from './local-server';

/**
 * DynamoDB in memory, on localhost. Only its server stops, never its database: dynalite throws when it reads a database
 * that was closed during a request.
 */
export class DynamoDb {
  /** The client of the tables' owner. */
  client!: DynamoDBClient;
  private readonly database = new DynamoDbStandIn();
  private readonly server = new LocalServer((request, response, body) => {
    void this.database.handle(request, body, response);
  });

  /** Returns the endpoint. */
  async start(): Promise<string> {
    const endpoint = await this.server.start();
    const credentials = { accessKeyId: 'table', secretAccessKey: 'owner' };
    this.client = new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials });
    return endpoint;
  }

  async stop(): Promise<void> {
    this.client.destroy();
    await this.server.stop();
  }
}
