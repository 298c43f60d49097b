import { type ConsumerIdentity, identityOf, Shed } from '../decision';
import type { AuthorizerPorts } from '../ports';
import { DEFAULT_PRIORITY } from '../shedding/shedding-item';
import type { Trace } from '../trace';

/** Refuses an authenticated request whose tier has to wait while the platform is busy. It keeps its nonce. */
export async function shedLoad(
  consumer: ConsumerIdentity,
  { priorities, monitor }: NonNullable<AuthorizerPorts['shedding']>,
  trace: Trace,
): Promise<Shed | undefined> {
  const level = await monitor.level();
  const fault = monitor.fault();
  if (fault !== undefined) trace.sheddingFault = fault;
  if (!level) return undefined;
  const { tier } = consumer;
  const priority = (Object.hasOwn(priorities, tier) ? priorities[tier] : undefined) ?? DEFAULT_PRIORITY;
  return priority >= level.from ? new Shed(identityOf(consumer)) : undefined;
}
