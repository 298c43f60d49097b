import { LOCKOUT_TABLE } from '../../../lambda/authorizer/contract';
import type { FailureTable, SourceFailures } from '../failure-ports';
import { explained } from './aws-error';
import { DeleteItemCommand, DynamoDBClient, QueryCommand, type QueryCommandOutput } from './failures-sdk';
import { type AwsClientConfig, serviceConfig } from './service-config';

/** Tables of failed attempts in DynamoDB, one for each gateway with a lockout. */
export class DynamoDbFailures implements FailureTable {
  private readonly client: DynamoDBClient;

  constructor(config: AwsClientConfig) {
    this.client = new DynamoDBClient(serviceConfig(config, 'dynamoDb'));
  }

  async of(table: string, consumerKey: string): Promise<readonly SourceFailures[]> {
    const found: SourceFailures[] = [];
    let ExclusiveStartKey: QueryCommandOutput['LastEvaluatedKey'];
    do {
      const command = new QueryCommand({
        TableName: table,
        KeyConditionExpression: `${LOCKOUT_TABLE.consumerKey} = :key`,
        ExpressionAttributeValues: { ':key': { S: consumerKey } },
        ConsistentRead: true,
        ExclusiveStartKey,
      });
      const page: QueryCommandOutput = await this.client.send(command).catch(rethrow('dynamodb:Query'));
      for (const item of page.Items ?? []) {
        found.push({
          source: item[LOCKOUT_TABLE.source]?.S ?? '',
          failures: Number(item[LOCKOUT_TABLE.failures]?.N ?? 0),
          locked: item[LOCKOUT_TABLE.locked]?.BOOL === true,
          endsAt: new Date(Number(item[LOCKOUT_TABLE.endsAt]?.N ?? 0) * 1000),
        });
      }
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
    return found;
  }

  async forget(table: string, consumerKey: string, source: string): Promise<void> {
    const Key = { [LOCKOUT_TABLE.consumerKey]: { S: consumerKey }, [LOCKOUT_TABLE.source]: { S: source } };
    await this.client.send(new DeleteItemCommand({ TableName: table, Key })).catch(rethrow('dynamodb:DeleteItem'));
  }
}

function rethrow(permission: string): (error: unknown) => never {
  return (error) => {
    throw explained(error, permission);
  };
}
