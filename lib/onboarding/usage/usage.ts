import { allSettled } from '../all-settled';
import { type GatewayDescriptor, isMeteredByReseller } from '../../descriptor';
import type { PublicConsumer } from '../consumer';
import { consumersPrefix, sharedKeysPrefix, type SharedMeter, sharedMeterOf } from '../names';
import type { ApiKeyState, Metering } from '../ports';
import { utcDay } from '../../periods';
import { callsOfOthers, type Days, type MeterUsage, meterUsage, type PlanUsage, readPlans } from './meter-usage';

/** Calls of one consumer that its own API key counted. */
export interface ConsumerUsage extends MeterUsage {
  readonly consumerKey: string;
  /** The tier that it is on now, if it shares an API key there: the {@link SharedUsage} has its calls. */
  readonly sharedTier?: string;
  /** Its calls on that tier in the access log, which are among the shared ones; absent if they are not known. */
  readonly loggedCalls?: number;
  /** Set for an offboarded consumer, whose own API key is gone: if `tiers` is empty, its calls are not known. */
  readonly offboarded?: true;
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
  /** Public records of offboarded consumers, which name API keys that are gone. */
  readonly offboarded?: readonly PublicConsumer[];
  /** Called with the calls of API keys that are gone and that no record names, if there are any. */
  readonly onUnattributed?: (calls: number) => void;
}

/** Reads the usage of a gateway: of each consumer, and of each API key that consumers share. Each call counts once. */
export async function readUsage(
  metering: Metering,
  gateway: GatewayDescriptor,
  days: Days,
  { consumerKey, records, offboarded = [], onUnattributed }: UsageScope,
): Promise<readonly (ConsumerUsage | SharedUsage)[]> {
  const prefix = consumersPrefix(gateway);
  const name = prefix + (consumerKey ?? '');
  const [named, sharedKeys] = await allSettled([metering.keys(name), metering.keys(sharedKeysPrefix(gateway))]);
  const isWanted = (one: PublicConsumer) => (consumerKey ?? one.consumerKey) === one.consumerKey;
  const isSharing = (one: PublicConsumer) => isWanted(one) && sharedKeys.some(({ id }) => id === one.apiKeyId);
  const alive = records.filter(isSharing);
  const former = offboarded.filter((one) => isWanted(one) && isOffboardedAfter(one, days.from));
  const sharing = [...alive, ...former.filter(isSharing)];
  const gone = former
    .filter((one) => !isSharing(one) && named.every(({ name: of }) => of !== prefix + one.consumerKey))
    .map((one) => ({ ...asKey(one), name: prefix + one.consumerKey }));
  const own = [...named.filter((key) => consumerKey === undefined || key.name === name), ...gone];
  const shared = consumerKey === undefined ? sharedKeys : sharedKeys.filter(({ id }) => sharing[0]?.apiKeyId === id);
  if (own.length + shared.length === 0 && !onUnattributed) return [];
  const plans = await readPlans(metering, gateway, days);
  const unattributed = callsOfOthers(plans, [...own, ...shared, ...offboarded.map(asKey)], days);
  if (unattributed > 0) onUnattributed?.(unattributed);
  const isFormer = new Set(former.map((one) => one.consumerKey));
  return [
    ...sharedUsage(gateway, shared, { plans, days, used: new Set(alive.map(({ apiKeyId }) => apiKeyId)) }),
    ...consumersUsage(byName(own, prefix), new Map(sharing.map((one) => [one.consumerKey, one])), plans, days).map(
      (one) => (isFormer.has(one.consumerKey) && one.tier === undefined ? { ...one, offboarded: true as const } : one),
    ),
  ];
}

/** Tests whether a consumer can have called since a day. */
function isOffboardedAfter({ about: { offboarding } }: PublicConsumer, day: string): boolean {
  return offboarding === undefined || utcDay(Date.parse(offboarding.at)) >= day;
}

function asKey({ apiKeyId: id, consumerKey: name }: PublicConsumer): ApiKeyState {
  return { id, name, enabled: false };
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
