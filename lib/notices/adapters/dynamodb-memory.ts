import { explained, isAwsError } from '../../onboarding/adapters/aws-error';
import { OnboardingError } from '../../onboarding/errors';
import { DAY_MS } from '../../periods';
import { NOTICE_TABLE_KEY, NOTICE_TABLE_TTL } from '../memory-table';
import type { NoticeMemory } from '../ports';
import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from './notices-sdk';

/** Longer than a run of the function takes, so that a claim lapses only if its run has ended. */
const CLAIM_MS = 20 * 60_000;
/** A notice is due for at most 31 days, a quota period. */
const KEPT_MS = 62 * DAY_MS;

/** Memory in a DynamoDB table. A claim lapses at `claimedUntil`; DynamoDB deletes items some time after their end. */
export class DynamoDbMemory implements NoticeMemory {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly TableName: string,
    private readonly now: () => Date,
  ) {}

  async has(id: string): Promise<boolean> {
    const command = new GetItemCommand({ TableName: this.TableName, Key: keyOf(id), ConsistentRead: true });
    const { Item } = await this.attempt('dynamodb:GetItem', () => this.client.send(command));
    return Item !== undefined && !(Number(Item['claimedUntil']?.N ?? Infinity) < this.now().getTime());
  }

  async claim(id: string): Promise<boolean> {
    const now = this.now().getTime();
    const command = new PutItemCommand({
      TableName: this.TableName,
      Item: { ...keyOf(id), claimedUntil: { N: String(now + CLAIM_MS) }, [NOTICE_TABLE_TTL]: expiry(now) },
      // An item without claimedUntil is a notice that was sent.
      ConditionExpression: 'attribute_not_exists(#id) OR claimedUntil < :now',
      ExpressionAttributeNames: { '#id': NOTICE_TABLE_KEY },
      ExpressionAttributeValues: { ':now': { N: String(now) } },
    });
    return this.attempt('dynamodb:PutItem', async () => {
      try {
        await this.client.send(command);
        return true;
      } catch (error) {
        if (isAwsError(error, 'ConditionalCheckFailedException')) return false;
        throw error;
      }
    });
  }

  async confirm(id: string): Promise<void> {
    const command = new UpdateItemCommand({
      TableName: this.TableName,
      Key: keyOf(id),
      UpdateExpression: 'REMOVE claimedUntil SET #expiry = :expiry',
      ExpressionAttributeNames: { '#expiry': NOTICE_TABLE_TTL },
      ExpressionAttributeValues: { ':expiry': expiry(this.now().getTime()) },
    });
    await this.attempt('dynamodb:UpdateItem', () => this.client.send(command));
  }

  async release(id: string): Promise<void> {
    const command = new DeleteItemCommand({ TableName: this.TableName, Key: keyOf(id) });
    await this.attempt('dynamodb:DeleteItem', () => this.client.send(command));
  }

  private async attempt<T>(permission: string, send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      if (!isAwsError(error, 'ResourceNotFoundException')) throw explained(error, permission);
      const message = `There is no table ${this.TableName}: deploy the platform stack with "notices" declared.`;
      throw new OnboardingError('failed', message, { cause: error });
    }
  }
}

function keyOf(id: string) {
  return { [NOTICE_TABLE_KEY]: { S: id } };
}

function expiry(nowMs: number) {
  return { N: String(Math.ceil((nowMs + KEPT_MS) / 1000)) };
}
