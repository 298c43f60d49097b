import { allSettled } from '../all-settled';
import type { GatewayDescriptor } from '../../descriptor';
import { consumersPrefix } from '../names';
import type { MeteredApiKey } from '../plan/current-state';
import type { Metering } from '../ports';

/** Reads the API keys of a gateway's consumers, by consumer key, with the usage plans that contain them. */
export async function readApiKeys(
  metering: Metering,
  gateway: GatewayDescriptor,
): Promise<ReadonlyMap<string, readonly MeteredApiKey[]>> {
  const prefix = consumersPrefix(gateway);
  const [keys, ...plans] = await allSettled([
    metering.keys(prefix),
    ...Object.values(gateway.usagePlans).map(async (planId) => ({
      planId,
      ids: new Set((await metering.planKeys(planId)).map(({ id }) => id)),
    })),
  ]);
  const found = new Map<string, MeteredApiKey[]>();
  for (const key of keys) {
    const consumerKey = key.name.slice(prefix.length);
    const usagePlanIds = plans.flatMap(({ planId, ids }) => (ids.has(key.id) ? [planId] : []));
    found.set(consumerKey, [...(found.get(consumerKey) ?? []), { ...key, usagePlanIds }]);
  }
  return found;
}
