import type { JsonObject } from '../json-object';
import { readSheddingLevels, SHEDDING_ITEM, SHEDDING_TABLE_KEY } from '../shedding/shedding-item';
import type { ReadSheddingLevels } from '../shedding/shedding-monitor';
import { AwsCallError, awsCall, type AwsOperation, type CallHost } from './aws-client';
import type { AwsEnvironment } from './aws-environment';

const GET_ITEM: AwsOperation = { service: 'dynamodb', target: 'DynamoDB_20120810.GetItem', version: '1.0' };

/** Reads the item with the shedding levels (DynamoDB API, GetItem). A missing item sheds nothing. */
export function dynamodbShedding(aws: AwsEnvironment, host: CallHost, TableName: string): ReadSheddingLevels {
  const call = awsCall(aws, GET_ITEM, host);
  const input = { TableName, Key: { [SHEDDING_TABLE_KEY]: { S: SHEDDING_ITEM } } };
  return async () => {
    const answer = await call(input);
    if (answer.kind === 'error') throw new AwsCallError(answer.name);
    return readSheddingLevels(requireItem(answer.output), host.clock());
  };
}

const OUTPUT_MEMBERS: readonly string[] = ['Item', 'ConsumedCapacity'];

/** Accepts only what looks like GetItem's output; another server's page must not end a level. */
function requireItem(output: JsonObject): unknown {
  if (Object.keys(output).every((name) => OUTPUT_MEMBERS.includes(name))) return output.Item;
  throw new AwsCallError('UnexpectedAnswer');
}
