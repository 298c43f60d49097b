import { type GatewayDescriptor, isMeteredByReseller, tiersOf } from '../../descriptor';
import type { PublicConsumer } from '../consumer';
import { type SharedMeter, sharedMeterOf } from '../names';
import type { MeteredApiKey } from './current-state';

/** Kinds of inconsistency that one consumer key can have at a gateway. */
export type FindingCode =
  | 'recordUnreadable'
  | 'offboardingUnfinished'
  | 'tierUnknown'
  | 'tierNotOfReseller'
  | 'wrongGateway'
  | 'apiKeyMissing'
  | 'apiKeyDisabled'
  | 'apiKeyEnabled'
  | 'notMetered'
  | 'wrongTier'
  | 'wrongMeter'
  | 'sharedKeyTwice'
  | 'apiKeyWithoutConsumer';

/** An inconsistency that an interrupted command, or a change without this CLI, left behind. */
export interface Finding {
  readonly code: FindingCode;
  readonly consumerKey: string;
  /** A sentence for the person who runs the command. */
  readonly message: string;
  /** `remeter`: by choosing its API key again. `tier`: by moving the consumer to a tier that the caller names. */
  readonly repair: 'converge' | 'remeter' | 'removeKeys' | 'tier' | 'wait' | 'byHand';
}

/** Everything that a gateway's lists show about one consumer key. */
export interface Overview {
  readonly consumerKey: string;
  readonly credentials: 'absent' | 'scheduled' | 'unreadable' | PublicConsumer;
  /** The consumer's own API keys, oldest first, and another one that its record names. */
  readonly apiKeys: readonly MeteredApiKey[];
  /** The shared API keys of the gateway, oldest first. */
  readonly sharedKeys: readonly MeteredApiKey[];
}

/** A younger API key that no consumer uses may belong to an onboarding that is still running. */
export const UNDER_WAY_MS = 120_000;

const MOVE = 'move it with "aps-gateway doctor --repair --tier", or with "aps-gateway consumer update --tier"';

/** Returns the inconsistencies; none for a healthy consumer. */
export function diagnose(overview: Overview, gateway: GatewayDescriptor, now: Date): readonly Finding[] {
  const { consumerKey, credentials, apiKeys, sharedKeys } = overview;
  const finding = (code: FindingCode, message: string, repair: Finding['repair'] = 'converge'): Finding => ({
    code,
    consumerKey,
    message,
    repair,
  });
  if (credentials === 'unreadable') {
    return [finding('recordUnreadable', 'its public record cannot be read, so lists do not show it in full')];
  }
  if (credentials === 'absent' || credentials === 'scheduled') {
    return apiKeys.map((key) => strayKey(key, now, finding));
  }
  if (credentials.about.offboarding) {
    const message =
      'its offboarding started but did not finish; run "aps-gateway consumer offboard" again, or undo it with "aps-gateway consumer offboard --undo"';
    return [finding('offboardingUnfinished', message, 'byHand')];
  }
  return [
    ...gatewayFindings(credentials, gateway, finding),
    ...meteringFindings(credentials, [...apiKeys, ...sharedKeys], gateway, finding),
    ...strayKeys(credentials, overview, now, finding),
  ];
}

type MakeFinding = (code: FindingCode, message: string, repair?: Finding['repair']) => Finding;

/** Finds a consumer that stayed at the gateway after its reseller got another one. */
function gatewayFindings(
  { reseller, consumerKey }: PublicConsumer,
  { resellerId, serves }: GatewayDescriptor,
  finding: MakeFinding,
): Finding[] {
  if (serves.includes(reseller)) return [];
  const move = `aps-gateway consumer move ${consumerKey} --from ${resellerId} --to ${reseller}`;
  const message = `the gateway of ${resellerId} accepts it, but no longer serves reseller ${reseller}; move it with "${move}" and then finish the move, or offboard it here with "aps-gateway consumer offboard ${resellerId} ${consumerKey}"`;
  return [finding('wrongGateway', message, 'byHand')];
}

function meteringFindings(
  { reseller, tier, status, apiKeyId }: PublicConsumer,
  apiKeys: readonly MeteredApiKey[],
  gateway: GatewayDescriptor,
  finding: MakeFinding,
): Finding[] {
  const { usagePlans } = gateway;
  const usagePlanId = Object.hasOwn(usagePlans, tier) ? usagePlans[tier] : undefined;
  if (usagePlanId === undefined) {
    const message = `its tier ${tier} has no usage plan, so every request is refused; ${MOVE}`;
    return [finding('tierUnknown', message, 'tier')];
  }
  const key = apiKeys.find(({ id }) => id === apiKeyId);
  if (!key) return [finding('apiKeyMissing', 'it has no API key, so every request is refused')];
  const found: Finding[] = [];
  const own = tiersOf(gateway, reseller);
  if (!own.includes(tier)) {
    const message = `reseller ${reseller} has no tier ${tier}, only ${own.join(', ')}; ${MOVE}`;
    found.push(finding('tierNotOfReseller', message, 'tier'));
  }
  const onOwn = key.usagePlanIds.filter((id) => Object.values(usagePlans).includes(id));
  if (onOwn.length === 0) found.push(finding('notMetered', 'its API key is on no tier, so every request is refused'));
  else if (onOwn[0] !== usagePlanId)
    found.push(finding('wrongTier', `its API key is not on tier ${tier}, but on another`));
  const meter = sharedMeterOf(gateway, key.name);
  found.push(...meterFindings({ reseller, tier, key, meter }, apiKeys, gateway, finding));
  if ((status === 'active' || meter) && !key.enabled)
    found.push(finding('apiKeyDisabled', 'it is active, but its API key is disabled'));
  if (status === 'suspended' && key.enabled && !meter)
    found.push(finding('apiKeyEnabled', 'it is suspended, but its API key is enabled'));
  return found;
}

interface MeteredConsumer {
  readonly reseller: string;
  readonly tier: string;
  readonly key: MeteredApiKey;
  /** Whose shared API key it is; absent for the consumer's own. */
  readonly meter: SharedMeter | undefined;
}

/** Checks that a consumer is on its own API key, or on that of its reseller, as its tier asks for. */
function meterFindings(
  { reseller, tier, key, meter }: MeteredConsumer,
  apiKeys: readonly MeteredApiKey[],
  gateway: GatewayDescriptor,
  finding: MakeFinding,
): Finding[] {
  if (meter && (meter.reseller !== reseller || meter.tier !== tier)) {
    const message = `its API key is that of reseller ${meter.reseller} on tier ${meter.tier}`;
    return [finding('wrongMeter', message, 'remeter')];
  }
  const byReseller = isMeteredByReseller(gateway, tier);
  if (byReseller !== (meter !== undefined)) {
    const message = byReseller
      ? `tier ${tier} is metered by reseller, but it still has limits of its own`
      : `tier ${tier} is metered by consumer, but it still shares its limits`;
    return [finding('wrongMeter', `${message}; run "aps-gateway consumer remeter ${reseller}"`, 'byHand')];
  }
  if (!meter || apiKeys.find(({ name }) => name === key.name) === key) return [];
  const message = `reseller ${reseller} has two API keys on tier ${tier}, so its consumers do not share one quota`;
  return [finding('sharedKeyTwice', message, 'remeter')];
}

/** Own keys in addition to the one that a consumer keeps even if it is not metered by it; converging removes them. */
function strayKeys({ apiKeyId }: PublicConsumer, { apiKeys }: Overview, now: Date, finding: MakeFinding): Finding[] {
  const kept = apiKeys.find(({ id }) => id === apiKeyId) ?? apiKeys[0];
  return apiKeys
    .filter((key) => key !== kept)
    .map((key) => strayKey(key, now, finding))
    .map((stray) => (stray.repair === 'removeKeys' ? { ...stray, repair: 'converge' as const } : stray));
}

function strayKey(key: MeteredApiKey, now: Date, finding: MakeFinding): Finding {
  const ageMs = now.getTime() - (key.createdAt?.getTime() ?? 0);
  if (ageMs < UNDER_WAY_MS) {
    const message = `API key ${key.id} has no consumer yet; an onboarding may be running, look again in two minutes`;
    return finding('apiKeyWithoutConsumer', message, 'wait');
  }
  return finding('apiKeyWithoutConsumer', `API key ${key.id} has no consumer`, 'removeKeys');
}
