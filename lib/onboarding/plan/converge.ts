import { isDeepStrictEqual } from 'node:util';
import { ENVIRONMENT_TAG, type GatewayDescriptor, tiersOf } from '../../descriptor';
import type { Consumer, ConsumerDraft } from '../consumer';
import { OnboardingError } from '../errors';
import type { PresentApiKey, PresentConsumer } from './current-state';
import type { Step } from './step';

/** What the plan of a consumer needs besides its present state. */
export interface Surroundings {
  readonly gateway: GatewayDescriptor;
  /** Value for an API key, should one have to be made: 20 to 128 alphanumeric characters. */
  readonly newApiKeyValue: string;
}

/**
 * Steps from what exists to the desired consumer; none when it exists already. Their order keeps three promises
 * wherever they are interrupted: credentials are only stored for a metered API key; a suspension is in the
 * credentials before it is at the API key, a resumption the other way round; and an existing key is only moved once
 * the conditional write of the credentials has proved that nobody else is changing the consumer.
 */
export function converge(present: PresentConsumer, desired: ConsumerDraft, { gateway, newApiKeyValue }: Surroundings) {
  const usagePlanId = usagePlanOf(gateway, desired.tier);
  const stored = present.credentials.state === 'stored' ? present.credentials : undefined;
  const key = present.apiKeys.find(({ id }) => id === stored?.consumer.apiKey.id) ?? present.apiKeys[0];
  const tags = { [ENVIRONMENT_TAG]: gateway.environment, 'aps-gateway:reseller': desired.reseller };
  const before: Step[] = [];
  const after: Step[] = [];

  if (key) {
    meter(key, usagePlanId, desired, gateway, before, after);
  } else {
    const value = stored?.consumer.apiKey.value ?? newApiKeyValue;
    before.push(
      { kind: 'createApiKey', name: present.name, value, enabled: desired.status === 'active', tags },
      { kind: 'attachApiKey', usagePlanId, tier: desired.tier },
    );
  }
  // Without credentials a second key may belong to somebody who is onboarding the same consumer just now.
  if (stored) for (const other of present.apiKeys) if (other !== key) after.push(...removeKey(other, gateway));

  const apiKey = key && { id: key.id, value: key.value };
  return [...before, ...store(present, stored, desired, apiKey, gateway, tags), ...after];
}

/** Steps that take an API key away from a gateway. */
export function removeKey(key: PresentApiKey, gateway: GatewayDescriptor): Step[] {
  return [
    ...key.usagePlanIds.map((usagePlanId) => detach(key, usagePlanId, gateway)),
    { kind: 'deleteApiKey', apiKeyId: key.id },
  ];
}

/** Throws unless a reseller's consumers may be on a tier; names those that they may. */
export function refuseForeignTier(gateway: GatewayDescriptor, reseller: string, tier: string): void {
  usagePlanOf(gateway, tier);
  const own = tiersOf(gateway, reseller);
  if (own.includes(tier)) return;
  throw new OnboardingError('notFound', `Reseller ${reseller} has no tier "${tier}"; it has: ${own.join(', ')}.`);
}

/** The usage plan of a tier; throws, naming the tiers that there are. */
function usagePlanOf(gateway: GatewayDescriptor, tier: string): string {
  const id = Object.hasOwn(gateway.usagePlans, tier) ? gateway.usagePlans[tier] : undefined;
  if (id !== undefined) return id;
  const tiers = Object.keys(gateway.usagePlans).join(', ');
  throw new OnboardingError(
    'notFound',
    `The gateway of ${gateway.resellerId} has no tier "${tier}"; it has: ${tiers}.`,
  );
}

function meter(
  key: PresentApiKey,
  usagePlanId: string,
  { status, tier }: ConsumerDraft,
  gateway: GatewayDescriptor,
  before: Step[],
  after: Step[],
): void {
  const own = new Set(Object.values(gateway.usagePlans));
  const others = key.usagePlanIds.filter((id) => id !== usagePlanId && own.has(id));
  const attach: Step = { kind: 'attachApiKey', usagePlanId, tier, apiKeyId: key.id };
  const attached = key.usagePlanIds.includes(usagePlanId);
  if (!attached && others.length === 0) before.push(attach);
  after.push(...others.map((id) => detach(key, id, gateway)));
  if (!attached && others.length > 0) after.push(attach);
  if (status === 'active' && !key.enabled) before.push({ kind: 'enableApiKey', apiKeyId: key.id });
  if (status === 'suspended' && key.enabled) after.push({ kind: 'disableApiKey', apiKeyId: key.id });
}

function store(
  { name }: PresentConsumer,
  stored: { readonly versionId: string; readonly consumer: Consumer } | undefined,
  desired: ConsumerDraft,
  apiKey: Consumer['apiKey'] | undefined,
  { credentialsKeyArn }: GatewayDescriptor,
  tags: Readonly<Record<string, string>>,
): Step[] {
  // A draft may be a whole consumer, with the API key that it had.
  const { apiKey: _before, ...consumer } = desired as ConsumerDraft & Partial<Consumer>;
  const keyKnown = apiKey && { apiKey };
  if (!stored) {
    const kmsKey = credentialsKeyArn === undefined ? {} : { kmsKeyArn: credentialsKeyArn };
    return [{ kind: 'createCredentials', secretName: name, consumer, ...keyKnown, tags, ...kmsKey }];
  }
  const changes = changedMembers(stored.consumer, { ...consumer, ...keyKnown });
  if (changes.length === 0) return [];
  return [{ kind: 'updateCredentials', secretName: name, consumer, ...keyKnown, versionId: stored.versionId, changes }];
}

/**
 * The members in which two consumers differ, with what they were and become where that tells more than a name;
 * members of `rules` and `about` by their own names.
 */
function changedMembers(before: Consumer, after: ConsumerDraft & Partial<Consumer>): string[] {
  const [old, next] = [flat(before), flat(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(next)])]
    .filter((name) => !isDeepStrictEqual(old[name], next[name]))
    .map((name) => {
      if (name === 'tier' || name === 'status') return `${name} ${before[name]} → ${after[name]}`;
      return name === 'secrets' ? `secrets (${acceptedOf(after)})` : name;
    });
}

function acceptedOf({ secrets: [, older] }: ConsumerDraft): string {
  return older ? `the one before accepted until ${older.validUntil ?? 'it is ended'}` : 'only one accepted';
}

function flat({ rules, about, ...consumer }: Partial<Consumer>): Record<string, unknown> {
  return { apiKey: undefined, ...consumer, ...rules, ...about };
}

function detach(key: PresentApiKey, usagePlanId: string, gateway: GatewayDescriptor): Step {
  const [tier = 'of another gateway'] =
    Object.entries(gateway.usagePlans).find(([, planId]) => planId === usagePlanId) ?? [];
  return { kind: 'detachApiKey', usagePlanId, tier, apiKeyId: key.id };
}
