import { ENVIRONMENT_TAG, type GatewayDescriptor, openTiersOf, RESELLER_TAG, tiersOf } from '../../descriptor';
import type { Consumer, ConsumerDraft } from '../consumer';
import { OnboardingError } from '../errors';
import { changedMembers } from './changed-members';
import type { CurrentApiKey, CurrentState, MeteredApiKey } from './current-state';
import { requireGrantedGroups } from './granted-groups';
import { requireKnownMembers } from './known-members';
import { type MeterContext, meterFor } from './meter';
import { requireReachableVpcEndpoints } from './reachable-vpc-endpoints';
import type { Step } from './step';
import { requireStorable } from './storable';

/** Inputs of a plan in addition to the consumer's current state. */
export interface PlanContext extends MeterContext {
  /** ISO 8601. */
  readonly now: string;
}

/**
 * Steps from the current state to the desired consumer; none when it already exists as desired. Their order keeps
 * four promises wherever a run is interrupted:
 *
 * - Credentials are stored only for a metered API key.
 * - A suspension reaches the credentials before the API key, a resumption the API key before the credentials.
 * - An existing API key moves only after the conditional write of the credentials, which fails if another command is
 *   changing the consumer.
 * - An API key that the credentials no longer name stays on its usage plan: gateways use cached credentials for a while,
 *   and reports need it for the calls that it counted.
 */
export function converge(current: CurrentState, desired: ConsumerDraft, context: MeterContext): Step[] {
  const { gateway } = context;
  const { tier, reseller } = desired;
  const usagePlanId = requireUsagePlan(gateway, tier);
  const stored = current.credentials.state === 'stored';
  const meter = meterFor(current, desired, context);
  const { key, enabled } = meter;
  const tags = { [ENVIRONMENT_TAG]: gateway.environment, [RESELLER_TAG]: reseller };
  // Without stored credentials, another key may belong to a command that is onboarding the same consumer right now.
  const others = stored ? current.apiKeys.filter((other) => other !== meter.own) : [];
  const removals = others.flatMap((other) => removeKey(other, gateway));
  if (!key) {
    const { name, value, shared } = meter;
    return [
      { kind: 'createApiKey', name, value, enabled, tags, ...(shared && { shared }) },
      { kind: 'attachApiKey', usagePlanId, tier },
      ...storeCredentials(current, { consumer: desired, tags }, gateway),
      ...removals,
    ];
  }
  const apiKey = { id: key.id, value: key.value };
  const metering = meteringSteps(key, usagePlanId, { tier, enabled }, gateway);
  return [
    ...metering.before,
    ...storeCredentials(current, { consumer: desired, apiKey, tags }, gateway),
    ...metering.after,
    ...removals,
  ];
}

/** Steps that remove an API key from a gateway. */
export function removeKey(key: MeteredApiKey, gateway: GatewayDescriptor): Step[] {
  return [
    ...key.usagePlanIds.map((usagePlanId) => detach(key, usagePlanId, gateway)),
    { kind: 'deleteApiKey', apiKeyId: key.id },
  ];
}

/**
 * Requires a tier that the reseller's consumers may be on.
 *
 * @throws OnboardingError `notFound`, naming the tiers that they may be on
 */
export function requireTier(gateway: GatewayDescriptor, reseller: string, tier: string): void {
  requireUsagePlan(gateway, tier);
  const own = tiersOf(gateway, reseller);
  if (own.includes(tier)) return;
  throw new OnboardingError('notFound', `Reseller ${reseller} has no tier "${tier}"; it has: ${own.join(', ')}.`);
}

/**
 * Requires a tier that a consumer of the reseller may be put on.
 *
 * @throws OnboardingError `notFound` as {@link requireTier}, `conflict` for a retired tier
 */
export function requireOpenTier(gateway: GatewayDescriptor, reseller: string, tier: string): void {
  requireTier(gateway, reseller, tier);
  if (!gateway.retiredTiers?.includes(tier)) return;
  const open = openTiersOf(gateway, reseller).join(', ') || 'none';
  throw new OnboardingError(
    'conflict',
    `Tier "${tier}" of reseller ${reseller} is retired: it keeps its consumers, but accepts no others. Tiers that do: ${open}.`,
  );
}

/** Returns the id of a tier's usage plan; throws, naming the gateway's tiers. */
function requireUsagePlan(gateway: GatewayDescriptor, tier: string): string {
  const id = Object.hasOwn(gateway.usagePlans, tier) ? gateway.usagePlans[tier] : undefined;
  if (id !== undefined) return id;
  const tiers = Object.keys(gateway.usagePlans).join(', ');
  throw new OnboardingError(
    'notFound',
    `The gateway of ${gateway.resellerId} has no tier "${tier}"; it has: ${tiers}.`,
  );
}

/** Steps that put an existing API key on its tier and enable or disable it, before and after the credentials are written. */
function meteringSteps(
  key: CurrentApiKey,
  usagePlanId: string,
  { enabled, tier }: { readonly enabled: boolean; readonly tier: string },
  gateway: GatewayDescriptor,
): { readonly before: readonly Step[]; readonly after: readonly Step[] } {
  const own = new Set(Object.values(gateway.usagePlans));
  const others = key.usagePlanIds.filter((id) => id !== usagePlanId && own.has(id));
  const attached = key.usagePlanIds.includes(usagePlanId);
  const attach: readonly Step[] = attached ? [] : [{ kind: 'attachApiKey', usagePlanId, tier, apiKeyId: key.id }];
  const enable: readonly Step[] = key.enabled ? [] : [{ kind: 'enableApiKey', apiKeyId: key.id }];
  const disable: readonly Step[] = key.enabled ? [{ kind: 'disableApiKey', apiKeyId: key.id }] : [];
  const moves = others.length > 0;
  return {
    before: [...(moves ? [] : attach), ...(enabled ? enable : [])],
    after: [...others.map((id) => detach(key, id, gateway)), ...(moves ? attach : []), ...(enabled ? [] : disable)],
  };
}

interface DesiredCredentials {
  readonly consumer: ConsumerDraft;
  /** Absent when an earlier step creates the API key. */
  readonly apiKey?: Consumer['apiKey'];
  readonly tags: Readonly<Record<string, string>>;
}

function storeCredentials(
  { name: secretName, credentials }: CurrentState,
  { consumer: desired, apiKey, tags }: DesiredCredentials,
  gateway: GatewayDescriptor,
): Step[] {
  const before = credentials.state === 'stored' ? credentials.consumer : undefined;
  requireStorable(desired, before);
  requireKnownMembers(gateway, desired, before);
  requireGrantedGroups(gateway, desired, before);
  requireReachableVpcEndpoints(gateway, desired, before);
  const { credentialsKeyArn } = gateway;
  // A draft may be a whole consumer, with its previous API key.
  const { apiKey: _previous, ...consumer } = desired as ConsumerDraft & Partial<Consumer>;
  const keyKnown = apiKey && { apiKey };
  if (credentials.state !== 'stored') {
    const kmsKey = credentialsKeyArn === undefined ? {} : { kmsKeyArn: credentialsKeyArn };
    return [{ kind: 'createCredentials', secretName, consumer, ...keyKnown, tags, ...kmsKey }];
  }
  const { versionId } = credentials;
  const changes = changedMembers(credentials.consumer, { ...consumer, ...keyKnown });
  if (changes.length === 0) return [];
  return [{ kind: 'updateCredentials', secretName, consumer, ...keyKnown, versionId, changes }];
}

function detach(key: MeteredApiKey, usagePlanId: string, gateway: GatewayDescriptor): Step {
  const [tier = 'of another gateway'] =
    Object.entries(gateway.usagePlans).find(([, planId]) => planId === usagePlanId) ?? [];
  return { kind: 'detachApiKey', usagePlanId, tier, apiKeyId: key.id };
}
