import { consumerName } from '../names';
import type { GatewayDescriptor } from '../../descriptor';
import { secretId } from '../../../lambda/authorizer/contract';
import { OnboardingError } from '../errors';
import { listed } from '../inventory/list-consumers';
import { overlapOf } from '../plan/rotate';
import type { OnboardingPorts } from '../ports';
import { usesWithin } from './uses-within';

/** The consumer whose previous secret is about to end. */
export interface UnusedRequest {
  readonly reseller: string;
  readonly consumerKey: string;
  /** The previous secret must not have been used for this long. */
  readonly unusedForMs: number;
}

/**
 * Requires that a consumer's previous secret is no longer in use; passes if no overlap is running.
 *
 * @throws OnboardingError `conflict` when it was used within that time, or the log does not name the secrets; `failed`
 * when the log cannot be searched
 */
export async function requireUnused(
  ports: OnboardingPorts,
  gateway: GatewayDescriptor,
  { reseller, consumerKey, unusedForMs }: UnusedRequest,
): Promise<void> {
  const now = ports.now();
  const entry = await ports.credentials.describe(consumerName(gateway, consumerKey));
  const consumer = entry && listed(gateway.resellerId, consumerKey, entry).consumer;
  const older = consumer?.secrets[1];
  if (!consumer || consumer.reseller !== reseller || !older) return;
  if (overlapOf(consumer, now.toISOString()) === undefined) return;
  const subject = `the previous secret of consumer ${consumerKey}`;
  const uses = await usesWithin(ports, gateway, { consumerKey, withinMs: unusedForMs, subject });
  const id = secretId(older.addedAt, 1);
  const used = uses.find((use) => use.secretId === id);
  const forced = 'Finish later, or force it: clients that still use it are then refused.';
  if (used) {
    throw new OnboardingError(
      'conflict',
      `The previous secret of consumer ${consumerKey} is still in use: last at ${used.at.toISOString()}. ${forced}`,
    );
  }
  const unnamed = uses.find((use) => use.secretId === undefined);
  if (unnamed) {
    throw new OnboardingError(
      'conflict',
      `It is unknown which secret consumer ${consumerKey} uses (last at ${unnamed.at.toISOString()}): its gateway does not log that yet. Deploy the gateway with this version of the package, or force it.`,
    );
  }
}
