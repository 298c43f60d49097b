import type { GatewayDescriptor } from '../../descriptor';
import type { TrailEvent } from './audit-trail';
import { patchesIn, stringsIn } from './event-values';

type Describe = (event: TrailEvent, gateway: GatewayDescriptor) => string;

/** Operations that change a credentials secret, and the change in words. */
export const SECRET_CHANGES: Readonly<Record<string, Describe>> = {
  CreateSecret: () => 'credentials created',
  UpdateSecret: () => 'credentials or record changed',
  PutSecretValue: () => 'credentials changed, not by this package',
  UpdateSecretVersionStage: () => 'another version of the credentials made current, not by this package',
  DeleteSecret: () => 'deletion of the credentials scheduled',
  RestoreSecret: () => 'deletion of the credentials cancelled',
  PutResourcePolicy: () => 'resource policy of the credentials changed, not by this package',
};

/** Operations that change an API key of a consumer. */
export const API_KEY_CHANGES: Readonly<Record<string, Describe>> = {
  CreateApiKey: () => 'API key created',
  UpdateApiKey: ({ request }) => apiKeyChange(patchesIn(request)),
  DeleteApiKey: () => 'API key deleted',
  CreateUsagePlanKey: (event, gateway) => `put on ${tierOf(event, gateway)}`,
  DeleteUsagePlanKey: (event, gateway) => `taken off ${tierOf(event, gateway)}`,
  UpdateUsage: (event, gateway) => remainingSet(patchesIn(event.request), tierOf(event, gateway)),
};

const READS: Readonly<Record<string, Describe>> = { GetSecretValue: () => 'credentials read' };

/** An event in words, without anything of its parameters but tiers and numbers. */
export function describeEvent(event: TrailEvent, gateway: GatewayDescriptor): string {
  const describe = { ...SECRET_CHANGES, ...API_KEY_CHANGES, ...READS }[event.name];
  return describe ? describe(event, gateway) : event.name;
}

function apiKeyChange(patches: Readonly<Record<string, string>>): string {
  const { '/enabled': enabled } = patches;
  if (enabled === 'true') return 'API key enabled';
  if (enabled === 'false') return 'API key disabled';
  return Object.keys(patches).join() === '/description' ? 'description of the API key changed' : 'API key changed';
}

function remainingSet({ '/remaining': remaining = '' }: Readonly<Record<string, string>>, tier: string): string {
  return /^\d+$/.test(remaining)
    ? `quota of this period on ${tier} set to ${remaining} calls left`
    : `quota on ${tier} changed`;
}

function tierOf({ request }: TrailEvent, { usagePlans }: GatewayDescriptor): string {
  const named = new Set(stringsIn(request));
  const tier = Object.keys(usagePlans).find((one) => named.has(usagePlans[one] ?? ''));
  return tier === undefined ? 'a usage plan that this gateway no longer has' : `tier ${tier}`;
}
