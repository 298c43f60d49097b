import { allSettled } from './all-settled';
import { type GatewayDescriptor, isMeteredByReseller } from '../descriptor';
import { applySteps } from './apply';
import { planContext } from './consumers';
import { type ConsumerResult, forEachAtOnce } from './for-each-at-once';
import { type ListedConsumer, listConsumers } from './inventory/list-consumers';
import { readApiKeys } from './inventory/read-api-keys';
import { readCurrentState } from './inventory/read-current-state';
import { sharedKeyName, sharedMeterOf } from './names';
import { planChange } from './plan/change';
import type { OnboardingPorts } from './ports';
import { applySettled } from './settle';

/** A change of the API keys of a reseller's consumers to what `meteredBy` of their tiers asks for. */
export interface Remetering {
  readonly gateway: GatewayDescriptor;
  readonly reseller: string;
  /** Only consumers on this tier; of all tiers when absent. */
  readonly tier?: string;
  /** Use new API keys at once, although they may not work everywhere yet. */
  readonly atOnce: boolean;
  readonly dryRun: boolean;
}

export type RemeterResult = ConsumerResult<'remetered' | 'prepared' | 'would remeter'>;

type Remetered = readonly { readonly consumerKey: string }[];

/** Returns the consumers that are not on the API key that their tier asks for, sorted by key. */
export async function consumersToRemeter(
  ports: OnboardingPorts,
  { gateway, reseller, tier }: Remetering,
): Promise<Remetered> {
  const [listed, { shared }] = await allSettled([
    listConsumers(ports.credentials, gateway.environment, gateway),
    readApiKeys(ports.metering, gateway),
  ]);
  const isWrong = ({ consumer }: ListedConsumer): boolean => {
    if (!consumer || consumer.reseller !== reseller || (tier !== undefined && consumer.tier !== tier)) return false;
    const key = shared.find(({ id }) => id === consumer.apiKeyId);
    if (!isMeteredByReseller(gateway, consumer.tier))
      return key !== undefined && sharedMeterOf(gateway, key.name) !== undefined;
    return key === undefined || key !== shared.find(({ name }) => name === sharedKeyName(gateway, consumer));
  };
  return listed.filter((entry) => !entry.deletedAt && !entry.consumer?.about.offboarding && isWrong(entry));
}

/**
 * Puts consumers on the API keys that their tiers ask for. A consumer that cannot be changed does not stop the others; a
 * second run completes the change.
 *
 * @param onResult called with each result as soon as it is known
 */
export function remeter(
  ports: OnboardingPorts,
  remetering: Remetering,
  consumers: Remetered,
  onResult: (result: RemeterResult) => void,
): Promise<readonly RemeterResult[]> {
  return forEachAtOnce(consumers, ({ consumerKey }) => remeterOne(ports, remetering, consumerKey), onResult);
}

async function remeterOne(
  ports: OnboardingPorts,
  { gateway, reseller, atOnce, dryRun }: Remetering,
  consumerKey: string,
): Promise<Omit<RemeterResult, 'consumerKey'> & { readonly outcome: 'remetered' | 'prepared' | 'would remeter' }> {
  const current = await readCurrentState(ports, gateway, consumerKey, reseller);
  const context = { ...planContext(ports, gateway), remeter: true as const };
  const steps = planChange(current, reseller, context, (consumer) => consumer);
  if (dryRun) return { outcome: 'would remeter' };
  if (atOnce) {
    await applySteps(steps, ports);
    return { outcome: 'remetered' };
  }
  return { outcome: (await applySettled(ports, current, steps)) === 'applied' ? 'remetered' : 'prepared' };
}
