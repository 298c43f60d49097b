import { listed } from '../../onboarding/inventory/list-consumers';
import type { GatewayDescriptor } from '../../descriptor';
import { OnboardingError } from '../../onboarding/errors';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import { readTier } from '../../onboarding/fields/identity';
import { consumerName } from '../../onboarding/names';
import { offboardedConsumer, requireReseller, unknownConsumer } from '../../onboarding/plan/require-consumer';
import {
  applyExtension,
  type ExtensionIntent,
  nameOf,
  planExtension,
  remainingAfter,
} from '../../onboarding/usage/extension';
import type { CredentialsStore } from '../../onboarding/ports';
import type { Context } from '../context';

/** Extends a quota once: `usage extend RESELLER K`, or `--tier T` for one that all consumers of the reseller share. */
export async function extendAction(
  context: Context,
  options: { readonly by: string; readonly tier?: string; readonly dryRun?: boolean },
  reseller: string,
  consumerKey?: string,
) {
  const by = Number(options.by);
  if (!/^\d{1,9}$/.test(options.by)) {
    throw new OnboardingError('usage', `--by: got ${JSON.stringify(options.by)}, expected a whole number from 0 on`);
  }
  const ports = await context.ports();
  const gateway = await requireGateway(ports.gateways, context.environment, reseller);
  const of = await ownerOf(ports.credentials, gateway, { reseller, consumerKey, tier: options.tier });
  const extension = await planExtension(ports.metering, gateway, { of, by, now: context.io.now() });
  const changes = extension.current !== by;
  const dryRun = options.dryRun === true;
  if (changes && !dryRun) await applyExtension(ports, extension);
  const remaining = remainingAfter(extension);
  const { current: present, ...rest } = extension;
  const named = consumerKey === undefined ? { tier: options.tier } : { consumerKey };
  const detail = `extend the quota of the period from ${extension.periodStart} by ${by}; ${remaining} calls remain`;
  const steps = changes ? [{ action: 'extendQuota', target: extension.apiKeyId, detail }] : [];
  const result = {
    command: 'usage extend',
    reseller,
    ...named,
    dryRun,
    changes,
    steps,
    ...rest,
    present,
    remaining,
  };
  context.out.result(result, () => {
    if (!changes) return `Nothing to do: the extension of this period is ${by} already.`;
    const verb = dryRun ? 'would be' : 'is';
    return `The extension of ${nameOf(of)} for the period from ${extension.periodStart} ${verb} ${by} (it was ${extension.current}); ${remaining} calls remain.`;
  });
}

interface Named {
  readonly reseller: string;
  readonly consumerKey: string | undefined;
  readonly tier: string | undefined;
}

/** The consumer, or the reseller and tier, whose quota is extended. */
async function ownerOf(
  credentials: CredentialsStore,
  gateway: GatewayDescriptor,
  { reseller, consumerKey, tier }: Named,
): Promise<ExtensionIntent['of']> {
  if (consumerKey === undefined || tier !== undefined) {
    if (consumerKey === undefined && tier !== undefined) return { reseller, tier: readTier(tier) };
    throw new OnboardingError('usage', 'Give either the key of a consumer or --tier.');
  }
  const entry = await credentials.describe(consumerName(gateway, consumerKey));
  if (!entry) throw unknownConsumer(consumerKey, reseller);
  const { consumer: record } = listed(gateway.resellerId, consumerKey, entry);
  if (record) requireReseller(record, reseller);
  if (entry.deletedAt || record?.about.offboarding) throw offboardedConsumer(consumerKey, reseller);
  return { consumerKey, ...(record && { record }) };
}
