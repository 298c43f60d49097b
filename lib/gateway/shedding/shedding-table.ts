import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { SHEDDING_ITEM, SHEDDING_TABLE_KEY, sheddingTableName } from '../../../lambda/authorizer/contract';

/** Stores the one item with the shedding levels of an environment. */
export class SheddingTable extends Construct {
  constructor(scope: Construct, id: string, environment: string, key: IKey | undefined) {
    super(scope, id);
    new Table(this, 'Table', {
      tableName: sheddingTableName(environment),
      partitionKey: { name: SHEDDING_TABLE_KEY, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      ...(key
        ? { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key }
        : { encryption: TableEncryption.AWS_MANAGED }),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}

/** Allows actions on the shedding item of an environment, and on no other item. */
export function onSheddingItem(scope: Construct, environment: string, actions: string[]): PolicyStatement {
  const table = Stack.of(scope).formatArn({
    service: 'dynamodb',
    resource: 'table',
    resourceName: sheddingTableName(environment),
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  return new PolicyStatement({
    actions,
    resources: [table],
    conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [SHEDDING_ITEM] } },
  });
}
