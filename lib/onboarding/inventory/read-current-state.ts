import { allSettled } from '../all-settled';
import type { GatewayDescriptor } from '../../descriptor';
import { consumerName } from '../names';
import type { CurrentApiKey, CurrentState } from '../plan/current-state';
import type { ApiKeyState, AwsPorts, Metering } from '../ports';

/** Reads everything that exists for a consumer key at a gateway: two calls, and two more for each API key. */
export async function readCurrentState(
  { credentials: store, metering }: AwsPorts,
  gateway: GatewayDescriptor,
  consumerKey: string,
): Promise<CurrentState> {
  const name = consumerName(gateway, consumerKey);
  const [credentials, named] = await allSettled([store.read(name), metering.keys(name)]);
  const keys = named.filter((key) => key.name === name);
  const id = credentials.state === 'stored' ? credentials.consumer.apiKey.id : undefined;
  if (id !== undefined && !keys.some((key) => key.id === id)) {
    const renamed = await metering.key(id);
    if (renamed) keys.push(renamed);
  }
  const apiKeys = await allSettled(keys.toSorted(byAge).map((key) => readApiKey(metering, key)));
  return { consumerKey, name, credentials, apiKeys: apiKeys.filter((key) => key !== undefined) };
}

/** Returns `undefined` for an API key that another command has deleted meanwhile. */
async function readApiKey(metering: Metering, key: ApiKeyState): Promise<CurrentApiKey | undefined> {
  const [value, usagePlanIds] = await allSettled([metering.keyValue(key.id), metering.plansOf(key.id)]);
  return value === undefined ? undefined : { ...key, value, usagePlanIds };
}

function byAge(a: ApiKeyState, b: ApiKeyState): number {
  return (a.createdAt?.getTime() ?? 0) - (b.createdAt?.getTime() ?? 0) || (a.id < b.id ? -1 : 1);
}
