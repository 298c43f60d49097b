import { resolve } from 'node:path';
import type { EnvironmentConfig } from '../config/environment';
import { loadEnvironment } from '../config/load-environment';
import { ConfigError, UnknownEnvironmentError } from '../config/problem';
import { tiersOf } from '../descriptor';
import { OnboardingError } from '../onboarding/errors';
import type { Context } from './context';

/** A reseller, compared between configuration and deployment. */
export interface ComparedReseller {
  readonly resellerId: string;
  readonly displayName?: string;
  readonly state: 'deployed' | 'not deployed' | 'not declared';
  /** The reseller whose gateway serves it. */
  readonly gateway: string;
  /** Value of *APS OAuth API Gateway URL*. */
  readonly url?: string;
  /** Its deployed tiers; the declared ones if no gateway serves it. */
  readonly tiers: readonly string[];
  /** Those of its tiers that accept no new consumers. */
  readonly retiredTiers: readonly string[];
  /** Deployed tiers that its files no longer declare: the next deployment deletes their usage plans. */
  readonly undeclaredTiers: readonly string[];
}

/**
 * Reads the configuration of an environment.
 *
 * @throws OnboardingError `usage` with every problem of the files, `notFound` for an unknown environment
 */
export function readConfiguration({ environment, io }: Context, configRoot: string): EnvironmentConfig {
  try {
    return loadEnvironment(resolve(io.workingDirectory, configRoot), environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const code = error instanceof UnknownEnvironmentError ? 'notFound' : 'usage';
    throw new OnboardingError(code, error.message, { cause: error });
  }
}

/** Every reseller that is declared or deployed, sorted by id. */
export async function compareResellers(context: Context, configRoot: string): Promise<readonly ComparedReseller[]> {
  const { resellers, gateways: owners } = readConfiguration(context, configRoot);
  const { gateways } = await context.ports();
  const deployed = await gateways.list(context.environment);
  const serving = new Map(deployed.flatMap((gateway) => gateway.serves.map((id) => [id, gateway] as const)));
  const declared = new Map(resellers.map((reseller) => [reseller.id, reseller]));
  const declaredTiers = new Map(owners.map(({ resellerId, tiers }) => [resellerId, tiers]));
  return [...new Set([...declared.keys(), ...serving.keys()])].toSorted().map((resellerId) => {
    const one = declared.get(resellerId);
    const gateway = serving.get(resellerId);
    const tiers = gateway ? tiersOf(gateway, resellerId) : Object.keys(one?.tiers ?? {});
    const kept = gateway && declaredTiers.get(gateway.resellerId);
    const isRetired = (tier: string) => (gateway ? gateway.retiredTiers?.includes(tier) : one?.tiers[tier]?.retired);
    return {
      resellerId,
      ...(one && { displayName: one.displayName }),
      state: gateway ? (one ? 'deployed' : 'not declared') : 'not deployed',
      gateway: gateway?.resellerId ?? one?.gatewayOwner ?? '',
      ...(gateway && { url: gateway.url }),
      tiers,
      retiredTiers: tiers.filter(isRetired),
      undeclaredTiers: kept ? tiers.filter((tier) => !Object.hasOwn(kept, tier)) : [],
    };
  });
}

/** Text about one reseller with everything that the platform's staff need. */
export function describeReseller(reseller: ComparedReseller): string {
  const { resellerId, displayName, state, gateway, url } = reseller;
  const lines = [
    ['reseller', displayName === undefined ? resellerId : `${resellerId} (${displayName})`],
    ['state', state],
    ['gateway', gateway === resellerId ? 'its own' : `of ${gateway}`],
    ['tiers', tierList(reseller)],
    ['APS OAuth API Gateway URL', url ?? 'known once it is deployed'],
  ];
  return lines.map(([name = '', value = '']) => `${name.padEnd(25)}  ${value}`).join('\n');
}

/** The tiers of a reseller, each with what operators have to know about it. */
export function tierList({ tiers, retiredTiers, undeclaredTiers }: ComparedReseller): string {
  return tiers
    .map(
      (tier) =>
        `${tier}${undeclaredTiers.includes(tier) ? ' (not declared)' : retiredTiers.includes(tier) ? ' (retired)' : ''}`,
    )
    .join(', ');
}

/** Warnings about tiers whose usage plans the next deployment deletes. */
export function tierWarnings(resellers: readonly ComparedReseller[]): readonly string[] {
  return resellers.flatMap(({ resellerId, undeclaredTiers }) =>
    undeclaredTiers.map(
      (tier) =>
        `warning: tier ${tier} of ${resellerId} is deployed, but no longer declared. The next deployment deletes its usage plan, and every request of consumers on it is refused with 403. First declare it with "retired: true" and run "consumer move-tier ${resellerId} --from ${tier} --to …".`,
    ),
  );
}
