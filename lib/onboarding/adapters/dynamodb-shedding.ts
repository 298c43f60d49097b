import {
  readSheddingLevels,
  SHEDDING_ATTRIBUTES,
  SHEDDING_ITEM,
  SHEDDING_TABLE_KEY,
  type SheddingLevel,
  type SheddingLevels,
  sheddingTableName,
} from '../../../lambda/authorizer/contract';
import { OnboardingError } from '../errors';
import type { SheddingTable } from '../ports';
import { explained, isAwsError } from './aws-error';
import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from './shedding-sdk';
import { type AwsClientConfig, serviceConfig } from './service-config';

const Key = { [SHEDDING_TABLE_KEY]: { S: SHEDDING_ITEM } };
const MANUAL = SHEDDING_ATTRIBUTES.manual;

/** Shedding levels in DynamoDB, one item for each environment. Each change leaves the automatic level as it is. */
export class DynamoDbShedding implements SheddingTable {
  private readonly client: DynamoDBClient;

  constructor(config: AwsClientConfig) {
    this.client = new DynamoDBClient(serviceConfig(config, 'dynamoDb'));
  }

  async read(environment: string, now: Date): Promise<SheddingLevels> {
    const TableName = sheddingTableName(environment);
    const command = new GetItemCommand({ TableName, Key, ConsistentRead: true });
    const { Item } = await attempt(TableName, 'dynamodb:GetItem', () => this.client.send(command));
    return readSheddingLevels(Item, now.getTime());
  }

  async set(environment: string, { from, untilMs }: SheddingLevel): Promise<void> {
    const TableName = sheddingTableName(environment);
    const command = new UpdateItemCommand({
      TableName,
      Key,
      UpdateExpression: `SET ${MANUAL.from} = :from, ${MANUAL.until} = :until`,
      ExpressionAttributeValues: { ':from': { N: String(from) }, ':until': { N: String(Math.floor(untilMs / 1000)) } },
    });
    await attempt(TableName, 'dynamodb:UpdateItem', () => this.client.send(command));
  }

  async stop(environment: string): Promise<void> {
    const TableName = sheddingTableName(environment);
    const UpdateExpression = `REMOVE ${MANUAL.from}, ${MANUAL.until}`;
    const command = new UpdateItemCommand({ TableName, Key, UpdateExpression });
    await attempt(TableName, 'dynamodb:UpdateItem', () => this.client.send(command));
  }
}

async function attempt<T>(table: string, permission: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (!isAwsError(error, 'ResourceNotFoundException')) throw explained(error, permission);
    const message = `There is no table ${table}: declare shedding in platform.yaml, and deploy the environment.`;
    throw new OnboardingError('notFound', message, { cause: error });
  }
}
