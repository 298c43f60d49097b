import { setTimeout as sleep } from 'node:timers/promises';

import { Consumers } from '../../onboarding/consumers';
import { localPorts } from '../local-ports';
import type { LocalGateway, ServedGateway } from '../start-local-gateway';

/** Gateways apply an unlock within ten seconds. */
const APPLIED_MS = 10_500;

/**
 * Forgets the failed attempts of a sample consumer, as `consumer unlock` does, and waits until its gateway applies that.
 *
 * @param wait waits for milliseconds
 * @returns how many sources had failed attempts; 0 at a gateway without a lockout
 */
export async function forgetFailures(
  { descriptors, awsEndpointUrl }: Pick<LocalGateway, 'descriptors' | 'awsEndpointUrl'>,
  { resellerId, consumerKey }: Pick<ServedGateway, 'resellerId' | 'consumerKey'>,
  wait: (forMs: number) => Promise<unknown> = sleep,
): Promise<number> {
  const descriptor = descriptors.find((one) => one.resellerId === resellerId);
  if (descriptor?.lockoutTable === undefined) return 0;
  const { environment } = descriptor;
  const consumers = new Consumers(localPorts(environment, awsEndpointUrl), environment);
  const plan = await consumers.unlock(consumerKey, { reseller: resellerId });
  await consumers.apply(plan);
  if (plan.steps.length > 0) await wait(APPLIED_MS);
  return plan.steps.length;
}
