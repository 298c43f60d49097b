import { credentialsPrefix } from '../../../lambda/authorizer/contract';
import type { GatewayDescriptor } from '../../descriptor';
import type { PublicConsumer } from '../consumer';
import { OnboardingError } from '../errors';
import { consumersPrefix } from '../names';
import type { CredentialsEntry, CredentialsStore } from '../ports';
import { decodeDescription } from '../documents/record-codec';

/** A consumer in a list, read without its secret. */
export interface ListedConsumer {
  readonly consumerKey: string;
  /** The reseller whose gateway serves it. */
  readonly gateway: string;
  /** Absent when the Description cannot be read; `doctor --repair` rewrites it. */
  readonly consumer?: PublicConsumer;
  readonly lastChangedAt?: Date;
  /** Set while its deletion is scheduled. */
  readonly deletedAt?: Date;
}

/** Every consumer of an environment, or of one gateway; sorted by gateway and key. */
export async function listConsumers(
  store: Pick<CredentialsStore, 'list'>,
  environment: string,
  gateway?: GatewayDescriptor,
): Promise<readonly ListedConsumer[]> {
  const root = `aps-gateway/${environment}/`;
  const found: ListedConsumer[] = [];
  for await (const entries of store.list(gateway ? consumersPrefix(gateway) : root)) {
    for (const entry of entries) {
      const [owner = '', consumerKey, ...rest] = entry.name.slice(root.length).split('/');
      if (consumerKey === undefined || rest.length > 0) continue;
      if (entry.name === credentialsPrefix(environment, owner) + consumerKey)
        found.push(listed(owner, consumerKey, entry));
    }
  }
  return found.toSorted((a, b) => compare(a.gateway, b.gateway) || compare(a.consumerKey, b.consumerKey));
}

/** One consumer as a list shows it. */
export function listed(gateway: string, consumerKey: string, entry: CredentialsEntry): ListedConsumer {
  const { name, description, lastChangedAt, deletedAt } = entry;
  return {
    consumerKey,
    gateway,
    ...readable(name, consumerKey, description),
    ...(lastChangedAt && { lastChangedAt }),
    ...(deletedAt && { deletedAt }),
  };
}

function readable(name: string, consumerKey: string, description: string | undefined): { consumer?: PublicConsumer } {
  try {
    return { consumer: decodeDescription(name, consumerKey, description) };
  } catch (error) {
    if (error instanceof OnboardingError) return {};
    throw error;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
