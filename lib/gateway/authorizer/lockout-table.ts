import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { LOCKOUT_TABLE } from '../../../lambda/authorizer/contract';
import { tableProps } from './table-props';

/**
 * Counts failed attempts, one item for each consumer key and source. It is not the nonce table, because people who unlock
 * delete items: of the nonce table, that would let requests be replayed.
 */
export class LockoutTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, encryptionKey?: IKey) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: LOCKOUT_TABLE.consumerKey, type: AttributeType.STRING },
      sortKey: { name: LOCKOUT_TABLE.source, type: AttributeType.STRING },
      timeToLiveAttribute: LOCKOUT_TABLE.endsAt,
      ...tableProps(encryptionKey),
    });
  }
}
