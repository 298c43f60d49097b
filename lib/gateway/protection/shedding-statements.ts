import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { onSheddingItem } from '../shedding/shedding-table';
import { keyOfTable } from './key-of-table';

/** The environment whose shedding people may see or change. */
export interface SheddingStatementsOptions {
  readonly environment: string;
  /** True if it sheds load; no statement otherwise. */
  readonly sheds: boolean;
  /** Key of the table; a key managed by AWS when absent. */
  readonly keyArn: string | undefined;
  /** True if the people work on one gateway: they look, but do not refuse the requests of other gateways. */
  readonly oneGateway: boolean;
}

/** Returns what people may do with shedding levels: everyone looks, onboarders of the environment set them. */
export function sheddingStatements(
  scope: Construct,
  { environment, sheds, keyArn, oneGateway }: SheddingStatementsOptions,
): { readonly look: PolicyStatement[]; readonly set: PolicyStatement[] } {
  if (!sheds) return { look: [], set: [] };
  const key = keyArn === undefined ? [] : [keyOfTable(scope, keyArn)];
  return {
    look: [onSheddingItem(scope, environment, ['dynamodb:GetItem']), ...key],
    set: oneGateway ? [] : [onSheddingItem(scope, environment, ['dynamodb:UpdateItem'])],
  };
}
