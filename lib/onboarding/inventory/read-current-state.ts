import { allSettled } from '../all-settled';
import type { GatewayDescriptor } from '../../descriptor';
import { consumerName, sharedKeysPrefix, sharedMeterOf } from '../names';
import type { CurrentApiKey, CurrentState } from '../plan/current-state';
import type { ApiKeyState, AwsPorts, Metering } from '../ports';
import { byAge } from './by-age';

/**
 * Reads everything that exists for a consumer key at a gateway: two calls, two more for each API key, and one for the
 * shared API keys if the gateway has tiers that are metered by reseller.
 *
 * @param reseller the reseller whose shared API keys are read; that of the stored consumer when absent
 */
export async function readCurrentState(
  { credentials: store, metering }: AwsPorts,
  gateway: GatewayDescriptor,
  consumerKey: string,
  reseller?: string,
): Promise<CurrentState> {
  const name = consumerName(gateway, consumerKey);
  const [credentials, named] = await allSettled([store.read(name), metering.keys(name)]);
  const keys = named.filter((key) => key.name === name);
  const stored = credentials.state === 'stored' ? credentials.consumer : undefined;
  const shared = await keysSharedBy(metering, gateway, reseller ?? stored?.reseller);
  const id = stored?.apiKey.id;
  if (id !== undefined && ![...keys, ...shared].some((key) => key.id === id)) {
    const other = await metering.key(id);
    if (other) (sharedMeterOf(gateway, other.name) ? shared : keys).push(other);
  }
  const [apiKeys, sharedKeys] = await allSettled([readKeys(metering, keys), readKeys(metering, shared)]);
  return { consumerKey, name, credentials, apiKeys, sharedKeys };
}

async function keysSharedBy(
  metering: Metering,
  gateway: GatewayDescriptor,
  reseller: string | undefined,
): Promise<ApiKeyState[]> {
  if (!gateway.resellerMeteredTiers || reseller === undefined) return [];
  return [...(await metering.keys(sharedKeysPrefix(gateway, reseller)))];
}

async function readKeys(metering: Metering, keys: readonly ApiKeyState[]): Promise<readonly CurrentApiKey[]> {
  const read = await allSettled(keys.toSorted(byAge).map((key) => readApiKey(metering, key)));
  return read.filter((key) => key !== undefined);
}

/** Returns `undefined` for an API key that another command has deleted meanwhile. */
async function readApiKey(metering: Metering, key: ApiKeyState): Promise<CurrentApiKey | undefined> {
  const [value, usagePlanIds] = await allSettled([metering.keyValue(key.id), metering.plansOf(key.id)]);
  return value === undefined ? undefined : { ...key, value, usagePlanIds };
}
