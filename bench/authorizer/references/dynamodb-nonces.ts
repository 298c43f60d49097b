import { ConditionalCheckFailedException, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { CallHost } from '../../../lambda/authorizer/adapters/aws-client';
import type { AwsEnvironment } from '../../../lambda/authorizer/adapters/aws-environment';
import type { NonceStore } from '../../../lambda/authorizer/ports';
import { sdkOptions } from './sdk-options';

/** The nonce store over the SDK's client. */
export function dynamodbNonces(
  aws: AwsEnvironment,
  host: CallHost,
  TableName: string,
  makeAttemptId: () => string,
): NonceStore {
  const client = new DynamoDBClient(sdkOptions(aws, host, 'dynamodb'));
  return async (claim) => {
    const attempt = { S: makeAttemptId() };
    try {
      await client.send(
        new PutItemCommand({
          TableName,
          Item: {
            claim: { S: JSON.stringify(claim) },
            expiresAt: { N: String(claim.rememberUntil) },
            attempt,
          },
          ConditionExpression: 'attribute_not_exists(#claim) OR #attempt = :attempt',
          ExpressionAttributeNames: { '#claim': 'claim', '#attempt': 'attempt' },
          ExpressionAttributeValues: { ':attempt': attempt },
        }),
      );
      return 'claimed';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'used';
      throw error;
    }
  };
}
