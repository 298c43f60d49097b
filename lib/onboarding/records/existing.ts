import { allSettled } from '../all-settled';
import { type GatewayDescriptor, isMeteredByReseller } from '../../descriptor';
import { type ListedConsumer, listConsumers } from '../inventory/list-consumers';
import { type GatewayApiKeys, readApiKeys } from '../inventory/read-api-keys';
import { readCurrentState } from '../inventory/read-current-state';
import { consumerName } from '../names';
import type { CurrentState } from '../plan/current-state';
import type { CredentialsStore, OnboardingPorts } from '../ports';
import type { ReadRecord } from './records';

/** Everything that exists at a gateway. */
export interface Existing {
  /** By consumer key. */
  readonly consumers: ReadonlyMap<string, ListedConsumer>;
  readonly apiKeys: GatewayApiKeys;
}

/** Reads everything that exists at a gateway, in pages instead of consumer by consumer. */
export async function readExisting(
  { credentials, metering }: OnboardingPorts,
  gateway: GatewayDescriptor,
): Promise<Existing> {
  const [listed, apiKeys] = await allSettled([
    listConsumers(credentials, gateway.environment, gateway),
    readApiKeys(metering, gateway),
  ]);
  return { consumers: new Map(listed.map((entry) => [entry.consumerKey, entry])), apiKeys };
}

/** Tests whether a secret is the newest of the consumer with this name. */
export async function isNewest(credentials: CredentialsStore, name: string, secret: string): Promise<boolean> {
  const stored = await credentials.read(name);
  return stored.state === 'stored' && stored.consumer.secrets[0]?.value === secret;
}

/**
 * Current state of a consumer without credentials. Only an API key that an interrupted run left is read, and the shared
 * API keys for a tier that is metered by reseller.
 */
export async function readNewConsumer(
  ports: OnboardingPorts,
  gateway: GatewayDescriptor,
  { apiKeys }: Existing,
  { consumerKey, reseller, tier }: Pick<ReadRecord, 'consumerKey' | 'reseller' | 'tier'>,
): Promise<CurrentState> {
  if (apiKeys.own.has(consumerKey) || isMeteredByReseller(gateway, tier)) {
    return readCurrentState(ports, gateway, consumerKey, reseller);
  }
  return {
    consumerKey,
    name: consumerName(gateway, consumerKey),
    credentials: { state: 'absent' },
    apiKeys: [],
    sharedKeys: [],
  };
}
