import { allSettled } from '../all-settled';
import type { GatewayDescriptor } from '../../descriptor';
import { listConsumers } from '../inventory/list-consumers';
import type { AwsPorts } from '../ports';
import { type ConsumerUsage, type Days, readUsage } from './usage';

/** Usage of a consumer with its reseller, which is absent if the consumer's record cannot be read. */
export interface FleetUsage extends ConsumerUsage {
  readonly reseller?: string;
  /** Refused calls by tier; absent unless they were counted. */
  readonly refused?: Readonly<Record<string, number>>;
}

/** Reads the usage of every consumer of a gateway, with their resellers. */
export async function readGatewayUsage(
  { credentials, metering }: AwsPorts,
  gateway: GatewayDescriptor,
  days: Days,
): Promise<readonly FleetUsage[]> {
  const [listed, usage] = await allSettled([
    listConsumers(credentials, gateway.environment, gateway),
    readUsage(metering, gateway, days),
  ]);
  const resellers = new Map(listed.map(({ consumerKey, consumer }) => [consumerKey, consumer?.reseller]));
  const only = gateway.serves.length === 1 ? gateway.serves[0] : undefined;
  return usage.map((one) => {
    const reseller = resellers.get(one.consumerKey) ?? only;
    return { ...one, ...(reseller !== undefined && { reseller }) };
  });
}
