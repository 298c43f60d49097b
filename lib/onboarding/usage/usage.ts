import { allSettled } from '../all-settled';
import { type GatewayDescriptor, isMeteredByReseller } from '../../descriptor';
import type { PublicConsumer } from '../consumer';
import { consumersPrefix, sharedKeysPrefix, type SharedMeter, sharedMeterOf } from '../names';
import type { ApiKeyState, Metering } from '../ports';
import { type Days, type MeterUsage, meterUsage, type PlanUsage, readPlans } from './meter-usage';

/** Calls of one consumer that its own API key counted. */
export interface ConsumerUsage extends MeterUsage {
  readonly consumerKey: string;
  /** The tier that it is on now, if it shares an API key there: the {@link SharedUsage} has its calls. */
  readonly sharedTier?: string;
  /** Its calls on that tier in the access log, which are among the shared ones; absent if they are not known. */
  readonly loggedCalls?: number;
}

/** Calls of all consumers of a reseller on a tier, which share an API key. */
export interface SharedUsage extends MeterUsage {
  readonly sharedBy: SharedMeter;
}

/** Tests whether usage is of a shared API key. */
export function isShared(usage: ConsumerUsage | SharedUsage): usage is SharedUsage {
  return 'sharedBy' in usage;
}

/** Tests whether usage is of one consumer. */
export function isConsumer(usage: ConsumerUsage | SharedUsage): usage is ConsumerUsage {
  return !isShared(usage);
}

/** The consumers whose usage is read. */
export interface UsageScope {
  /** Only this consumer, and the API key that it shares; all when absent. */
  readonly consumerKey?: string | undefined;
  /** Public records; a consumer without one is taken to be on its own API key. */
  readonly records: readonly PublicConsumer[];
}

/** Reads the usage of a gateway: of each consumer, and of each API key that consumers share. Each call counts once. */
export async function readUsage(
  metering: Metering,
  gateway: GatewayDescriptor,
  days: Days,
  { consumerKey, records }: UsageScope,
): Promise<readonly (ConsumerUsage | SharedUsage)[]> {
  const prefix = consumersPrefix(gateway);
  const name = prefix + (consumerKey ?? '');
  const [named, sharedKeys] = await allSettled([metering.keys(name), metering.keys(sharedKeysPrefix(gateway))]);
  const own = named.filter((key) => consumerKey === undefined || key.name === name);
  const sharing = records.filter(
    (one) => (consumerKey ?? one.consumerKey) === one.consumerKey && sharedKeys.some(({ id }) => id === one.apiKeyId),
  );
  const shared = consumerKey === undefined ? sharedKeys : sharedKeys.filter(({ id }) => sharing[0]?.apiKeyId === id);
  if (own.length + shared.length === 0) return [];
  const plans = await readPlans(metering, gateway, days);
  return [
    ...sharedUsage(gateway, shared, { plans, days, used: new Set(sharing.map(({ apiKeyId }) => apiKeyId)) }),
    ...consumersUsage(byName(own, prefix), new Map(sharing.map((one) => [one.consumerKey, one])), plans, days),
  ];
}

function sharedUsage(
  gateway: GatewayDescriptor,
  keys: readonly ApiKeyState[],
  {
    plans,
    days,
    used,
  }: { readonly plans: readonly PlanUsage[]; readonly days: Days; readonly used: ReadonlySet<string> },
): readonly SharedUsage[] {
  const usage = [...byName(keys, '')].flatMap(([name, apiKeys]): SharedUsage[] => {
    const sharedBy = sharedMeterOf(gateway, name);
    if (!sharedBy) return [];
    const isIdle = !isMeteredByReseller(gateway, sharedBy.tier) && !apiKeys.some(({ id }) => used.has(id));
    const counted = meterUsage(apiKeys, plans, days, isIdle);
    return counted.tier === undefined && counted.calls === 0 ? [] : [{ ...counted, sharedBy }];
  });
  return usage.toSorted(byMeter);
}

function consumersUsage(
  own: ReadonlyMap<string, readonly ApiKeyState[]>,
  sharing: ReadonlyMap<string, PublicConsumer>,
  plans: readonly PlanUsage[],
  days: Days,
): readonly ConsumerUsage[] {
  return [...new Set([...own.keys(), ...sharing.keys()])]
    .map((consumerKey): ConsumerUsage => {
      const record = sharing.get(consumerKey);
      const apiKeys = own.get(consumerKey) ?? [];
      const usage = meterUsage(apiKeys.length > 0 ? apiKeys : [NO_KEY], plans, days, record !== undefined);
      return { consumerKey, ...usage, ...(record && { apiKeyId: record.apiKeyId, sharedTier: record.tier }) };
    })
    .toSorted((a, b) => b.calls - a.calls || (a.consumerKey < b.consumerKey ? -1 : 1));
}

/** The own API key of a consumer that has none: no usage plan has calls of it. */
const NO_KEY: ApiKeyState = { id: '', name: '', enabled: false };

function byName(keys: readonly ApiKeyState[], prefix: string): ReadonlyMap<string, readonly ApiKeyState[]> {
  const found = new Map<string, ApiKeyState[]>();
  for (const key of keys) {
    const name = key.name.slice(prefix.length);
    found.set(name, [...(found.get(name) ?? []), key]);
  }
  return found;
}

function byMeter({ sharedBy: a }: SharedUsage, { sharedBy: b }: SharedUsage): number {
  return `${a.reseller} ${a.tier}` < `${b.reseller} ${b.tier}` ? -1 : 1;
}
