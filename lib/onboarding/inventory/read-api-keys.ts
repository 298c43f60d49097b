import { allSettled } from '../all-settled';
import type { GatewayDescriptor } from '../../descriptor';
import { consumersPrefix, sharedKeysPrefix } from '../names';
import type { MeteredApiKey } from '../plan/current-state';
import type { ApiKeyState, Metering } from '../ports';
import { byAge } from './by-age';

/** The API keys of a gateway, with the usage plans that contain them; the oldest first. */
export interface GatewayApiKeys {
  /** The consumers' own, by consumer key. */
  readonly own: ReadonlyMap<string, readonly MeteredApiKey[]>;
  /** Those that all consumers of a reseller on a tier share. */
  readonly shared: readonly MeteredApiKey[];
}

/** Reads the API keys of a gateway. */
export async function readApiKeys(metering: Metering, gateway: GatewayDescriptor): Promise<GatewayApiKeys> {
  const prefix = consumersPrefix(gateway);
  const [keys, shared, ...plans] = await allSettled([
    metering.keys(prefix),
    metering.keys(sharedKeysPrefix(gateway)),
    ...Object.values(gateway.usagePlans).map(async (planId) => ({
      planId,
      ids: new Set((await metering.planKeys(planId)).map(({ id }) => id)),
    })),
  ]);
  const metered = (key: ApiKeyState): MeteredApiKey => ({
    ...key,
    usagePlanIds: plans.flatMap(({ planId, ids }) => (ids.has(key.id) ? [planId] : [])),
  });
  const own = new Map<string, MeteredApiKey[]>();
  for (const key of keys.toSorted(byAge)) {
    const consumerKey = key.name.slice(prefix.length);
    own.set(consumerKey, [...(own.get(consumerKey) ?? []), metered(key)]);
  }
  return { own, shared: shared.toSorted(byAge).map(metered) };
}
