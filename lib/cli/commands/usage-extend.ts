import { listed } from '../../onboarding/inventory/list-consumers';
import { OnboardingError } from '../../onboarding/errors';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import { consumerName } from '../../onboarding/names';
import { offboardedConsumer, requireReseller, unknownConsumer } from '../../onboarding/plan/require-consumer';
import { applyExtension, planExtension, remainingAfter } from '../../onboarding/usage/extension';
import type { Context } from '../context';

/** Extends a quota once: `usage extend RESELLER K`. */
export async function extendAction(
  context: Context,
  options: { readonly by: string; readonly dryRun?: boolean },
  reseller: string,
  consumerKey: string,
) {
  const by = Number(options.by);
  if (!/^\d{1,9}$/.test(options.by)) {
    throw new OnboardingError('usage', `--by: got ${JSON.stringify(options.by)}, expected a whole number from 0 on`);
  }
  const ports = await context.ports();
  const { metering, gateways, credentials } = ports;
  const gateway = await requireGateway(gateways, context.environment, reseller);
  const entry = await credentials.describe(consumerName(gateway, consumerKey));
  if (!entry) throw unknownConsumer(consumerKey, reseller);
  const { consumer } = listed(gateway.resellerId, consumerKey, entry);
  if (consumer) requireReseller(consumer, reseller);
  if (entry.deletedAt || consumer?.about.offboarding) throw offboardedConsumer(consumerKey, reseller);
  const extension = await planExtension(metering, gateway, {
    consumerKey,
    by,
    now: context.io.now(),
    usageCarriedAt: consumer?.about.usageCarriedAt,
  });
  const changes = extension.current !== by;
  const dryRun = options.dryRun === true;
  if (changes && !dryRun) await applyExtension(ports, extension);
  const remaining = remainingAfter(extension);
  const { current: present, ...rest } = extension;
  const detail = `extend the quota of the period from ${extension.periodStart} by ${by}; ${remaining} calls remain`;
  const steps = changes ? [{ action: 'extendQuota', target: extension.apiKeyId, detail }] : [];
  const result = {
    command: 'usage extend',
    reseller,
    consumerKey,
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
    return `The extension of consumer ${consumerKey} for the period from ${extension.periodStart} ${verb} ${by} (it was ${extension.current}); ${remaining} calls remain.`;
  });
}
