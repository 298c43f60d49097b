import { createHash } from 'node:crypto';
import { NONCE_TABLE_KEY, NONCE_TABLE_TTL } from '../contract';
import type { NonceClaim, NonceStore } from '../ports';
import { AwsCallError, awsCall, type AwsOperation, type CallHost } from './aws-client';
import type { AwsEnvironment } from './aws-environment';
import type { JsonObject } from '../json-object';
import { orFault } from './or-fault';

/** Attribute by which a claim's own retry, after a lost answer, differs from a replay. */
const ATTEMPT = 'attempt';

const PUT_ITEM: AwsOperation = { service: 'dynamodb', target: 'DynamoDB_20120810.PutItem', version: '1.0' };

/**
 * Claims each nonce by one conditional put (DynamoDB API, PutItem).
 *
 * @param table name or ARN
 * @param makeAttemptId returns an id that no other claim has
 */
export function dynamodbNonces(
  aws: AwsEnvironment,
  host: CallHost,
  table: string,
  makeAttemptId: () => string,
): NonceStore {
  const call = awsCall(aws, PUT_ITEM, host);
  return async (claim) => {
    const input = putItemInput(table, claim, makeAttemptId());
    return orFault(
      () => 'nonces_unavailable',
      async () => {
        const answer = await call(input);
        if (answer.kind === 'output') return requireConfirmation(answer.output);
        if (answer.name === 'ConditionalCheckFailedException') return 'used';
        throw new AwsCallError(answer.name);
      },
    );
  };
}

function putItemInput(TableName: string, claim: NonceClaim, attemptId: string): JsonObject {
  const attempt = { S: attemptId };
  return {
    TableName,
    Item: {
      [NONCE_TABLE_KEY]: { S: claimKey(claim) },
      [NONCE_TABLE_TTL]: { N: String(claim.rememberUntil) },
      [ATTEMPT]: attempt,
    },
    ConditionExpression: 'attribute_not_exists(#claim) OR #attempt = :attempt',
    ExpressionAttributeNames: { '#claim': NONCE_TABLE_KEY, '#attempt': ATTEMPT },
    ExpressionAttributeValues: { ':attempt': attempt },
  };
}

const OUTPUT_MEMBERS: readonly string[] = ['Attributes', 'ConsumedCapacity', 'ItemCollectionMetrics'];

/** Accepts only what looks like PutItem's output; another server's page must not pass for a confirmed write. */
function requireConfirmation(output: JsonObject): 'claimed' {
  if (Object.keys(output).every((member) => OUTPUT_MEMBERS.includes(member))) return 'claimed';
  throw new AwsCallError('UnexpectedAnswer');
}

/** One text for each combination (RFC 5849 §3.3), unambiguous because it is JSON; hashed to be short and unreadable. */
function claimKey({ consumerKey, token, timestamp, nonce }: NonceClaim): string {
  return createHash('sha256')
    .update(JSON.stringify([consumerKey, token, timestamp, nonce]))
    .digest('base64url');
}
