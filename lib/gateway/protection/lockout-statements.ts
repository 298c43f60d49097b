import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { keyOfTable } from './key-of-table';

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
      ...(keyArn === undefined ? [] : [keyOfTable(scope, keyArn)]),
    ],
    unlock: [new PolicyStatement({ actions: ['dynamodb:DeleteItem'], resources: [tables] })],
  };
}
