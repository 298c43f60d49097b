import {
  SHEDDING_ATTRIBUTES,
  SHEDDING_ITEM,
  SHEDDING_OPERATOR_ATTRIBUTES,
  SHEDDING_TABLE_KEY,
  type SheddingLevel,
  sheddingTableName,
} from '../../../lambda/authorizer/contract';
import { OnboardingError } from '../errors';
import type { SheddingPause, SheddingState, SheddingTable } from '../shedding-table';
import { explained, isAwsError } from './aws-error';
import { type AwsClientConfig, serviceConfig } from './service-config';
import { DynamoDBClient, GetItemCommand, UpdateItemCommand, type UpdateItemCommandInput } from './shedding-sdk';
import { readSheddingState } from './shedding-state';

const Key = { [SHEDDING_TABLE_KEY]: { S: SHEDDING_ITEM } };
const { manual, automatic } = SHEDDING_ATTRIBUTES;
const { manualBy, pausedUntil, pausedBy } = SHEDDING_OPERATOR_ATTRIBUTES;

/** Shedding levels in DynamoDB, one item for each environment. */
export class DynamoDbShedding implements SheddingTable {
  private readonly client: DynamoDBClient;

  constructor(config: AwsClientConfig) {
    this.client = new DynamoDBClient(serviceConfig(config, 'dynamoDb'));
  }

  async read(environment: string, now: Date): Promise<SheddingState> {
    const TableName = sheddingTableName(environment);
    const command = new GetItemCommand({ TableName, Key, ConsistentRead: true });
    const { Item } = await attempt(TableName, 'dynamodb:GetItem', () => this.client.send(command));
    return readSheddingState(Item, now.getTime());
  }

  async set(environment: string, { from, untilMs }: SheddingLevel, by: string | undefined): Promise<void> {
    const level = `SET ${manual.from} = :from, ${manual.until} = :until`;
    await this.update(environment, {
      UpdateExpression: by === undefined ? `${level} REMOVE ${manualBy}` : `${level}, ${manualBy} = :by`,
      ExpressionAttributeValues: {
        ':from': { N: String(from) },
        ':until': seconds(untilMs),
        ...(by !== undefined && { ':by': { S: by } }),
      },
    });
  }

  async stop(environment: string, pause: SheddingPause | undefined): Promise<void> {
    const manualLevel = `REMOVE ${manual.from}, ${manual.until}, ${manualBy}`;
    if (!pause) return this.update(environment, { UpdateExpression: manualLevel });
    const { untilMs, by } = pause;
    const levels = `${manualLevel}, ${automatic.from}, ${automatic.until}`;
    const paused = `SET ${pausedUntil} = :until`;
    await this.update(environment, {
      UpdateExpression:
        by === undefined ? `${levels}, ${pausedBy} ${paused}` : `${levels} ${paused}, ${pausedBy} = :by`,
      ExpressionAttributeValues: { ':until': seconds(untilMs), ...(by !== undefined && { ':by': { S: by } }) },
    });
  }

  private async update(environment: string, change: Omit<UpdateItemCommandInput, 'TableName' | 'Key'>): Promise<void> {
    const TableName = sheddingTableName(environment);
    const command = new UpdateItemCommand({ TableName, Key, ...change });
    await attempt(TableName, 'dynamodb:UpdateItem', () => this.client.send(command));
  }
}

function seconds(instantMs: number): { N: string } {
  return { N: String(Math.floor(instantMs / 1000)) };
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
