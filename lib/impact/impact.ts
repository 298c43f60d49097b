import type { TierConfig } from '../config/environment';
import type { GatewayView } from './gateway-view';
import { lostGrants, lostGroups } from './lost-grants';
import { goneHosts, type ImpactedConsumer, type Loss, lossesOf } from './losses';

/** Effects of a change on one consumer. */
export interface ConsumerImpact {
  readonly consumerKey: string;
  readonly reseller: string;
  readonly tier: string;
  /** The reseller whose gateway serves it before the change; `null` if none does. */
  readonly gateway: string | null;
  readonly losses: readonly Loss[];
  /** Facts that take nothing from the consumer, but that the provider has to act on. */
  readonly notes: readonly string[];
}

/** Effects of a change on an environment. */
export interface Impact {
  /** Consumers that lose something or have a note, sorted by gateway and key. */
  readonly consumers: readonly ConsumerImpact[];
  /** Host names that go, by the reseller that owns the gateway; resellers without one are absent. */
  readonly goneHosts: Readonly<Record<string, readonly string[]>>;
  /** Tiers whose usage plans go, with the calls that they counted, by the reseller that owns the gateway. */
  readonly goneTiers: Readonly<Record<string, readonly string[]>>;
}

/**
 * Compares gateways before and after a change. Pure. A consumer stays at the gateway that holds it: when its reseller is
 * served by another one, "consumer move" moves it there.
 */
export function impactOf(
  consumers: readonly ImpactedConsumer[],
  before: readonly GatewayView[],
  after: readonly GatewayView[],
): Impact {
  const laterById = new Map(after.map((gateway) => [gateway.resellerId, gateway]));
  const found = consumers.flatMap((consumer): ConsumerImpact[] => {
    const gateway = before.find(({ serves }) => serves.includes(consumer.reseller));
    if (!gateway) return [unserved(consumer)];
    const others = consumers.filter((one) => one !== consumer && isBeside(one, consumer)).length;
    const losses = lossesOf({ ...consumer, others }, gateway, laterById.get(gateway.resellerId));
    const notes = notesOn(consumer, gateway, after);
    const { consumerKey, reseller, tier } = consumer;
    if (losses.length === 0 && notes.length === 0) return [];
    return [{ consumerKey, reseller, tier, gateway: gateway.resellerId, losses, notes }];
  });
  const gone = before.flatMap((gateway) => {
    const later = laterById.get(gateway.resellerId);
    const hosts = later ? goneHosts(gateway, later) : (gateway.hosts ?? hostsOf(gateway));
    return hosts.length > 0 ? [[gateway.resellerId, hosts] as const] : [];
  });
  const goneTiers = before.flatMap(({ resellerId, tiers }) => {
    const names = [...tiers.keys()].filter((tier) => !laterById.get(resellerId)?.tiers.has(tier));
    return names.length > 0 ? [[resellerId, names] as const] : [];
  });
  return {
    consumers: found.toSorted(byGatewayAndKey),
    goneHosts: Object.fromEntries(gone),
    goneTiers: Object.fromEntries(goneTiers),
  };
}

function isBeside(one: ImpactedConsumer, { reseller, tier }: ImpactedConsumer): boolean {
  return one.reseller === reseller && one.tier === tier;
}

function unserved({ consumerKey, reseller, tier }: ImpactedConsumer): ConsumerImpact {
  const note = `no gateway serves reseller ${reseller} before the change, so nothing is compared`;
  return { consumerKey, reseller, tier, gateway: null, losses: [], notes: [note] };
}

function hostsOf({ knownHost }: GatewayView): readonly string[] {
  return knownHost === undefined ? [] : [knownHost];
}

function notesOn(consumer: ImpactedConsumer, now: GatewayView, after: readonly GatewayView[]): readonly string[] {
  const { reseller, tier, consumerKey } = consumer;
  const later = after.find(({ serves }) => serves.includes(reseller));
  const stays = after.some(({ resellerId }) => resellerId === now.resellerId);
  if (!later) {
    return stays ? [`reseller ${reseller} is no longer declared; offboard the consumer before the deployment`] : [];
  }
  if (later.resellerId !== now.resellerId) {
    const move = `consumer move ${consumerKey} --from ${now.resellerId} --to ${reseller}`;
    return [`reseller ${reseller} is served by the gateway of ${later.resellerId}; move it there with "${move}"`];
  }
  const meter = meterNote(reseller, now.tiers.get(tier), later.tiers.get(tier));
  const own = Object.hasOwn(later.narrowedTiers, reseller) ? later.narrowedTiers[reseller] : undefined;
  const wasOwn = Object.hasOwn(now.narrowedTiers, reseller) ? now.narrowedTiers[reseller] : undefined;
  const withdrawn = later.tiers.has(tier) && own?.includes(tier) === false && wasOwn?.includes(tier) !== false;
  return [
    ...meter,
    ...grantNotes(consumer, now, later),
    ...(withdrawn ? [`tier ${tier} no longer belongs to reseller ${reseller}; the consumer stays on it`] : []),
  ];
}

/** A consumer gets more rights when a group of its own allows more. */
function grantNotes(consumer: ImpactedConsumer, now: GatewayView, later: GatewayView): readonly string[] {
  const [had, has] = [now.operationGroups, later.operationGroups];
  if (!had || !has) return [];
  const groups = lostGroups(consumer, has, had).map(({ group }) => `it may also use operation group ${group}`);
  const more = lostGrants(consumer, has, had).map(({ method, path }) => `${method} ${path}`);
  return more.length > 0 ? [...groups, `its operation groups also allow ${more.join(', ')}`] : groups;
}

/** Consumers keep their API keys at a deployment. */
function meterNote(reseller: string, had: TierConfig | undefined, has: TierConfig | undefined): readonly string[] {
  if (!had || !has || had.meteredBy === has.meteredBy) return [];
  const after = has.meteredBy ?? 'consumer';
  return [`its tier is metered by ${after} once "consumer remeter ${reseller}" ran after the deployment`];
}

function byGatewayAndKey(a: ConsumerImpact, b: ConsumerImpact): number {
  const [one, other] = [`${a.gateway ?? ''}/${a.consumerKey}`, `${b.gateway ?? ''}/${b.consumerKey}`];
  return one < other ? -1 : one > other ? 1 : 0;
}
