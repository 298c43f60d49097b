import type { GatewayDescriptor } from '../../descriptor';
import { listConsumers } from '../inventory/list-consumers';
import type { AwsPorts } from '../ports';
import type { Days } from './meter-usage';
import { scopeOf } from './scope';
import { type ConsumerUsage, isShared, readUsage, type SharedUsage } from './usage';

/** Usage of a consumer or of a shared API key with its reseller, which is absent if the consumer's record cannot be read. */
export type FleetUsage = (ConsumerUsage | SharedUsage) & {
  readonly reseller?: string;
  /** Refused calls by tier; absent unless they were counted. */
  readonly refused?: Readonly<Record<string, number>>;
};

/**
 * Reads the usage of every consumer and every shared API key of a gateway, with their resellers.
 *
 * @param onUnattributed called with the calls of API keys that are gone and that no record names, if there are any
 */
export async function readGatewayUsage(
  { credentials, metering }: AwsPorts,
  gateway: GatewayDescriptor,
  days: Days,
  onUnattributed: (calls: number) => void,
): Promise<readonly FleetUsage[]> {
  const listed = await listConsumers(credentials, gateway.environment, gateway);
  const records = listed.flatMap(({ consumer }) => (consumer ? [consumer] : []));
  const usage = await readUsage(metering, gateway, days, { ...scopeOf(listed), onUnattributed });
  const resellers = new Map(records.map(({ consumerKey, reseller }) => [consumerKey, reseller]));
  const only = gateway.serves.length === 1 ? gateway.serves[0] : undefined;
  return usage.map((one): FleetUsage => {
    const reseller = isShared(one) ? one.sharedBy.reseller : (resellers.get(one.consumerKey) ?? only);
    return { ...one, ...(reseller !== undefined && { reseller }) };
  });
}
