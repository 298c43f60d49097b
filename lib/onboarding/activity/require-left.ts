import type { GatewayDescriptor } from '../../descriptor';
import { OnboardingError } from '../errors';
import { listed } from '../inventory/list-consumers';
import { consumerName } from '../names';
import type { OnboardingPorts } from '../ports';
import { SETTLING_MS } from '../settle';
import { usesWithin } from './uses-within';

/** A move whose old gateway is about to end a consumer. */
export interface LeftRequest {
  readonly consumerKey: string;
  readonly from: GatewayDescriptor;
  readonly to: GatewayDescriptor;
  /** The consumer must not have used the old gateway for this long. */
  readonly unusedForMs: number;
}

/**
 * Requires that a consumer can do without its old gateway: the new one has it, with an API key that works everywhere, and
 * it no longer calls the old one. Passes if the old gateway refuses it anyway.
 *
 * @throws OnboardingError `conflict` otherwise; `failed` when the log cannot be searched
 */
export async function requireLeft(
  ports: OnboardingPorts,
  { consumerKey, from, to, unusedForMs }: LeftRequest,
): Promise<void> {
  const old = await recordAt(ports, from, consumerKey);
  if (old?.status !== 'active' || old.about.offboarding) return;
  const moved = await recordAt(ports, to, consumerKey);
  if (!moved) {
    throw new OnboardingError(
      'conflict',
      `Consumer ${consumerKey} is not at the gateway of ${to.resellerId} yet. Move it there first, and finish the move once its requests go to ${to.url}.`,
    );
  }
  const key = await ports.metering.key(moved.apiKeyId);
  const worksAt = (key?.createdAt?.getTime() ?? 0) + SETTLING_MS;
  const forced = 'Finish later, or force it: its requests can be refused then.';
  if (worksAt > ports.now().getTime()) {
    throw new OnboardingError(
      'conflict',
      `The API key of consumer ${consumerKey} at the gateway of ${to.resellerId} may not work everywhere until ${new Date(worksAt).toISOString()}. ${forced}`,
    );
  }
  const subject = `the gateway of ${from.resellerId} for consumer ${consumerKey}`;
  const uses = await usesWithin(ports, from, { consumerKey, withinMs: unusedForMs, subject });
  if (uses.length === 0) return;
  const last = new Date(Math.max(...uses.map(({ at }) => at.getTime()))).toISOString();
  throw new OnboardingError(
    'conflict',
    `Consumer ${consumerKey} still calls the gateway of ${from.resellerId}: last at ${last}. ${forced}`,
  );
}

/** The public record of a consumer that is not offboarded; `undefined` if the gateway has none. */
async function recordAt({ credentials }: OnboardingPorts, gateway: GatewayDescriptor, consumerKey: string) {
  const entry = await credentials.describe(consumerName(gateway, consumerKey));
  return entry && !entry.deletedAt ? listed(gateway.resellerId, consumerKey, entry).consumer : undefined;
}
