import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/**
 * Returns what people may do with tables of failed attempts: everyone looks, onboarders unlock.
 *
 * @param tables ARN, with wildcards; no statement when absent
 * @param keyArn key of the tables; a key managed by AWS when absent
 */
export function lockoutStatements(scope: Construct, tables: string | undefined, keyArn: string | undefined) {
  if (tables === undefined) return { look: [], unlock: [] };
  return {
    look: [
      new PolicyStatement({ actions: ['dynamodb:Query'], resources: [tables] }),
      // DynamoDB decrypts items with the permission of the caller.
      ...(keyArn === undefined ? [] : [decryption(scope, keyArn)]),
    ],
    unlock: [new PolicyStatement({ actions: ['dynamodb:DeleteItem'], resources: [tables] })],
  };
}

function decryption(scope: Construct, keyArn: string): PolicyStatement {
  return new PolicyStatement({
    actions: ['kms:Decrypt', 'kms:DescribeKey'],
    resources: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(scope).region}.amazonaws.com` } },
  });
}
