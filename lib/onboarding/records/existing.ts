import { allSettled } from '../all-settled';
import type { GatewayDescriptor } from '../../descriptor';
import { type ListedConsumer, listConsumers } from '../inventory/list-consumers';
import { readApiKeys } from '../inventory/read-api-keys';
import { readCurrentState } from '../inventory/read-current-state';
import { consumerName } from '../names';
import type { CurrentState, MeteredApiKey } from '../plan/current-state';
import type { CredentialsStore, OnboardingPorts } from '../ports';

/** Everything that exists at a gateway, by consumer key. */
export interface Existing {
  readonly consumers: ReadonlyMap<string, ListedConsumer>;
  readonly apiKeys: ReadonlyMap<string, readonly MeteredApiKey[]>;
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
  return stored.state === 'stored' && stored.consumer.secrets[0].value === secret;
}

/** Current state of a consumer without credentials: only an API key that an interrupted run left is read. */
export async function readNewConsumer(
  ports: OnboardingPorts,
  gateway: GatewayDescriptor,
  { apiKeys }: Existing,
  consumerKey: string,
): Promise<CurrentState> {
  if (apiKeys.has(consumerKey)) return readCurrentState(ports, gateway, consumerKey);
  return {
    consumerKey,
    name: consumerName(gateway, consumerKey),
    credentials: { state: 'absent' },
    apiKeys: [],
  };
}
