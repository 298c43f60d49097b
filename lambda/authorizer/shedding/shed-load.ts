import { type ConsumerIdentity, identityOf, Shed } from '../decision';
import type { Trace } from '../trace';
import { DEFAULT_PRIORITY, type SheddingSettings } from './shedding-item';
import type { SheddingMonitor } from './shedding-monitor';

/** Inputs of shedding: the current level, and the priorities of its tiers. */
interface Shedding extends Pick<SheddingSettings, 'priorities'> {
  readonly monitor: SheddingMonitor;
}

/** Refuses an authenticated request whose tier has to wait while the platform is busy. It keeps its nonce. */
export async function shedLoad(
  consumer: ConsumerIdentity,
  { priorities, monitor }: Shedding,
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
