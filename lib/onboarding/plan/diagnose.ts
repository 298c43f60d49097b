import { type GatewayDescriptor, tiersOf } from '../../descriptor';
import type { PublicConsumer } from '../consumer';
import type { PresentApiKey } from './current-state';

/** What is wrong with one consumer key at a gateway. */
export type FindingCode =
  | 'recordUnreadable'
  | 'offboardingUnfinished'
  | 'tierUnknown'
  | 'tierNotOfReseller'
  | 'apiKeyMissing'
  | 'apiKeyDisabled'
  | 'apiKeyEnabled'
  | 'notMetered'
  | 'wrongTier'
  | 'apiKeyWithoutConsumer';

/** Something that an interrupted command or a change outside of this CLI left. */
export interface Finding {
  readonly code: FindingCode;
  readonly consumerKey: string;
  /** Sentence for a person. */
  readonly message: string;
  readonly repair: 'converge' | 'removeKeys' | 'wait' | 'byHand';
}

/** Everything about one consumer key that a look over a whole gateway shows. */
export interface Overview {
  readonly consumerKey: string;
  readonly credentials: 'absent' | 'scheduled' | 'unreadable' | PublicConsumer;
  readonly apiKeys: readonly PresentApiKey[];
}

/** An API key as young as this may belong to an onboarding that is still under way. */
const UNDER_WAY_MILLISECONDS = 120_000;

/** Finds what is wrong; nothing for a consumer that is as it should be. */
export function diagnose(overview: Overview, gateway: GatewayDescriptor, now: Date): readonly Finding[] {
  const { consumerKey, credentials, apiKeys } = overview;
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
    const message = 'its offboarding has begun and not ended; run "consumer offboard" again, or with --undo';
    return [finding('offboardingUnfinished', message, 'byHand')];
  }
  return [...tierFindings(credentials, apiKeys, gateway, finding), ...strays(credentials, apiKeys, now, finding)];
}

type MakeFinding = (code: FindingCode, message: string, repair?: Finding['repair']) => Finding;

function tierFindings(
  { reseller, tier, status, apiKeyId }: PublicConsumer,
  apiKeys: readonly PresentApiKey[],
  gateway: GatewayDescriptor,
  finding: MakeFinding,
): Finding[] {
  const { usagePlans } = gateway;
  const usagePlanId = Object.hasOwn(usagePlans, tier) ? usagePlans[tier] : undefined;
  if (usagePlanId === undefined) {
    const message = `its tier ${tier} is not deployed; move it with "consumer update --tier"`;
    return [finding('tierUnknown', message, 'byHand')];
  }
  const key = apiKeys.find(({ id }) => id === apiKeyId);
  if (!key) return [finding('apiKeyMissing', 'it has no API key, so every request is refused')];
  const found: Finding[] = [];
  const own = tiersOf(gateway, reseller);
  if (!own.includes(tier)) {
    const message = `reseller ${reseller} has no tier ${tier}, but ${own.join(', ')}; move it with "consumer update --tier"`;
    found.push(finding('tierNotOfReseller', message, 'byHand'));
  }
  const onOwn = key.usagePlanIds.filter((id) => Object.values(usagePlans).includes(id));
  if (onOwn.length === 0) found.push(finding('notMetered', 'its API key is on no tier, so every request is refused'));
  else if (onOwn[0] !== usagePlanId) found.push(finding('wrongTier', `its API key is on another tier than ${tier}`));
  if (status === 'active' && !key.enabled) found.push(finding('apiKeyDisabled', 'it is active, its API key disabled'));
  if (status === 'suspended' && key.enabled)
    found.push(finding('apiKeyEnabled', 'it is suspended, its API key enabled'));
  return found;
}

function strays(
  { apiKeyId }: PublicConsumer,
  apiKeys: readonly PresentApiKey[],
  now: Date,
  finding: MakeFinding,
): Finding[] {
  return apiKeys
    .filter(({ id }) => id !== apiKeyId)
    .map((key) => ({ ...strayKey(key, now, finding) }))
    .map((stray) => (stray.repair === 'removeKeys' ? { ...stray, repair: 'converge' as const } : stray));
}

function strayKey(key: PresentApiKey, now: Date, finding: MakeFinding): Finding {
  const age = now.getTime() - (key.createdAt?.getTime() ?? 0);
  if (age < UNDER_WAY_MILLISECONDS) {
    const message = `API key ${key.id} has no consumer yet; an onboarding may be under way, look again in two minutes`;
    return finding('apiKeyWithoutConsumer', message, 'wait');
  }
  return finding('apiKeyWithoutConsumer', `API key ${key.id} has no consumer`, 'removeKeys');
}
