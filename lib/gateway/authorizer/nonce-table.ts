import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { NONCE_TABLE_KEY, NONCE_TABLE_TTL } from '../../../lambda/authorizer/contract';
import { tableProps } from './table-props';

/** Stores used nonces for as long as their timestamps are accepted. */
export class NonceTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, encryptionKey?: IKey) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: NONCE_TABLE_KEY, type: AttributeType.STRING },
      timeToLiveAttribute: NONCE_TABLE_TTL,
      ...tableProps(encryptionKey),
    });
  }
}
