import { isJsonObject, type JsonObject } from '../json-object';
import type { Attempt, CountedFailures, FailureRecord, FailureStore } from '../lockout/failure-store';
import { LOCKOUT_TABLE } from '../lockout/table';
import { AwsCallError, awsCall, type AwsOperation, type CallHost, type CallTimeouts } from './aws-client';
import type { AwsEnvironment } from './aws-environment';

const GET_ITEM: AwsOperation = { service: 'dynamodb', target: 'DynamoDB_20120810.GetItem', version: '1.0' };
const UPDATE_ITEM: AwsOperation = { service: 'dynamodb', target: 'DynamoDB_20120810.UpdateItem', version: '1.0' };

/** Short, because a request waits for the table and can be decided without it. */
export const FAILURES_TIMEOUTS: CallTimeouts = { connectionMs: 300, attemptMs: 400, callMs: 500, pauseMs: 50 };

/** An update of one item (DynamoDB API, UpdateItem). */
interface Update {
  readonly UpdateExpression: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeValues: JsonObject;
}

/** Counts failed attempts in a table of their own, one item for each consumer key and source. */
export function dynamodbFailures(aws: AwsEnvironment, host: CallHost, table: string): FailureStore {
  const getItem = awsCall(aws, GET_ITEM, host);
  const updateItem = awsCall(aws, UPDATE_ITEM, host);

  async function update(Key: JsonObject, expressions: Update): Promise<'done' | 'unmet'> {
    const answer = await updateItem({ TableName: table, Key, ...expressions });
    if (answer.kind === 'output') return 'done';
    if (answer.name === 'ConditionalCheckFailedException') return 'unmet';
    throw new AwsCallError(answer.name);
  }

  return {
    async read(attempt) {
      const answer = await getItem({ TableName: table, Key: keyOf(attempt) });
      if (answer.kind === 'error') throw new AwsCallError(answer.name);
      return readItem(answer.output.Item);
    },

    async write(attempt, after) {
      const key = keyOf(attempt);
      const { added, failures } = after;
      if (added !== undefined) return void (await update(key, addition(added, after)));
      // Another instance may have started a record since it was read.
      if ((await update(key, start(after))) === 'unmet')
        await update(key, addition(failures, { ...after, locked: false }));
    },
  };
}

function keyOf({ consumerKey, source }: Attempt): JsonObject {
  return { [LOCKOUT_TABLE.consumerKey]: { S: consumerKey }, [LOCKOUT_TABLE.source]: { S: source } };
}

/** Adds in the table, so that failures which several instances count at once all count. A retry may count them twice. */
function addition(added: number, { locked, endsAt: end }: CountedFailures): Update {
  const { failures, endsAt, locked: isLocked } = LOCKOUT_TABLE;
  const values = { ':added': { N: String(added) }, ':end': { N: String(end) } };
  return locked
    ? {
        UpdateExpression: `ADD ${failures} :added SET ${endsAt} = :end, ${isLocked} = :locked`,
        ExpressionAttributeValues: { ...values, ':locked': { BOOL: true } },
      }
    : {
        // Without an end, an item that was removed a moment ago would come back for good.
        UpdateExpression: `ADD ${failures} :added SET ${endsAt} = if_not_exists(${endsAt}, :end)`,
        ExpressionAttributeValues: values,
      };
}

function start(after: CountedFailures): Update {
  const { failures, endsAt, locked } = LOCKOUT_TABLE;
  return {
    UpdateExpression: `SET ${failures} = :failures, ${endsAt} = :end, ${locked} = :locked`,
    // DynamoDB removes an item that has ended only within days.
    ConditionExpression: `attribute_not_exists(${endsAt}) OR ${endsAt} <= :at`,
    ExpressionAttributeValues: {
      ':failures': { N: String(after.failures) },
      ':end': { N: String(after.endsAt) },
      ':locked': { BOOL: after.locked },
      ':at': { N: String(after.at) },
    },
  };
}

/** @throws AwsCallError for an item of another shape, or another server's page */
function readItem(item: unknown): FailureRecord | undefined {
  if (item === undefined) return undefined;
  const attributes = isJsonObject(item) ? item : {};
  const failures = numberIn(attributes[LOCKOUT_TABLE.failures]);
  const endsAt = numberIn(attributes[LOCKOUT_TABLE.endsAt]);
  const locked = attributes[LOCKOUT_TABLE.locked];
  if (failures === undefined || endsAt === undefined) throw new AwsCallError('UnexpectedAnswer');
  return { failures, endsAt, locked: isJsonObject(locked) && locked.BOOL === true };
}

function numberIn(attribute: unknown): number | undefined {
  const text = isJsonObject(attribute) ? attribute.N : undefined;
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
