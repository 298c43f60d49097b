import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException, PutItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { NONCE_TABLE_KEY, NONCE_TABLE_TTL } from '../contract';
import type { NonceClaim, NonceStore } from '../ports';
import { rehearse } from './rehearsal';
import { callWithin, clientOptions, type AwsEnvironment } from './aws-client';
import { requireWholeAnswers } from './whole-answer';

/** Attribute that tells the claim's own repetition, after a lost answer, from a replay. */
const ATTEMPT = 'attempt';

/**
 * Claims nonces by one conditional put each (DynamoDB API, PutItem).
 *
 * @param makeAttemptId gives an id that no other claim has
 */
export function dynamodbNonces(aws: AwsEnvironment, table: string, makeAttemptId: () => string): NonceStore {
  const client = new DynamoDBClient(clientOptions(aws, 'dynamodb'));
  requireWholeAnswers(client);
  rehearse(client, new PutItemCommand({ TableName: table, Item: { [NONCE_TABLE_KEY]: { S: '' } } }));
  return async (claim) => {
    const attempt = { S: makeAttemptId() };
    const command = new PutItemCommand({
      TableName: table,
      Item: {
        [NONCE_TABLE_KEY]: { S: claimKey(claim) },
        [NONCE_TABLE_TTL]: { N: String(claim.rememberUntil) },
        [ATTEMPT]: attempt,
      },
      ConditionExpression: 'attribute_not_exists(#claim) OR #attempt = :attempt',
      ExpressionAttributeNames: { '#claim': NONCE_TABLE_KEY, '#attempt': ATTEMPT },
      ExpressionAttributeValues: { ':attempt': attempt },
    });
    return callWithin('nonces_unavailable', async (abortSignal) => {
      try {
        await client.send(command, { abortSignal });
        return 'claimed';
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 'used';
        throw error;
      }
    });
  };
}

/** One text for each combination (RFC 5849 §3.3), unambiguous because JSON is; hashed, to be short and unreadable. */
function claimKey({ consumerKey, token, timestamp, nonce }: NonceClaim): string {
  return createHash('sha256')
    .update(JSON.stringify([consumerKey, token, timestamp, nonce]))
    .digest('base64url');
}
