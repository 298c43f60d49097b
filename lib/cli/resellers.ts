import { resolve } from 'node:path';
import type { EnvironmentConfig, GatewayConfig, TierConfig } from '../config/environment';
import { loadEnvironment } from '../config/load-environment';
import { acceptedSchemes } from '../config/oauth-config';
import { ConfigError, UnknownEnvironmentError } from '../config/problem';
import { type GatewayDescriptor, type GatewayRoute, schemesOf, tiersOf } from '../descriptor';
import type { GatewayAccess } from '../kit/access-text';
import type { TierLimits } from '../kit/limits-text';
import { OnboardingError } from '../onboarding/errors';
import { UNREAD } from '../status/fleet';
import { consoleLinks } from './console-links';
import type { Context } from './context';
import { environmentNotFound } from './environment-not-found';

/** A reseller, compared between configuration and deployment. The access is the deployed one if known, otherwise the declared one. */
export interface ComparedReseller extends GatewayAccess {
  readonly resellerId: string;
  readonly displayName?: string;
  readonly state: 'deployed' | 'not deployed' | 'not declared' | (typeof UNREAD)[keyof typeof UNREAD];
  readonly parent?: string;
  readonly children: readonly string[];
  /** The provider's own number of the reseller. */
  readonly externalReference?: string;
  readonly contacts: readonly string[];
  /** Declared host names of the gateway that serves it. */
  readonly domains: readonly string[];
  /** Targets of the CNAME records that are to be made by hand, by domain. */
  readonly dnsTargets?: Readonly<Record<string, string>>;
  /** Routes of the gateway that serves it: the deployed ones if known, else the declared ones. */
  readonly routes: readonly GatewayRoute[];
  /** Pages of the AWS console, by what they show. */
  readonly links: Readonly<Record<string, string>>;
  /** The reseller whose gateway serves it. */
  readonly gateway: string;
  /** Version of the package that made the gateway's stack; absent if its descriptor does not say. */
  readonly packageVersion?: string;
  /** Value of *APS OAuth API Gateway URL*. */
  readonly url?: string;
  /** Its deployed tiers; the declared ones if no gateway serves it. */
  readonly tiers: readonly string[];
  /** Quota, throttle and priority by tier, as its files declare them. */
  readonly limits: Readonly<Record<string, TierLimits>>;
  /** Its gateway refuses tiers by priority while load is shed. */
  readonly shedsLoad: boolean;
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
    throw error instanceof UnknownEnvironmentError
      ? environmentNotFound(error)
      : new OnboardingError('usage', error.message, { cause: error });
  }
}

/** Every reseller that is declared or deployed, sorted by id. */
export async function compareResellers(context: Context, configRoot: string): Promise<readonly ComparedReseller[]> {
  const { platform, resellers, gateways: owners } = readConfiguration(context, configRoot);
  const { gateways } = await context.ports();
  const unread = new Map<string, keyof typeof UNREAD>();
  const deployed = await gateways.list(context.environment, (problem, { resellerId, reason }) => {
    unread.set(resellerId, reason);
    context.out.notice(`warning: ${problem}`);
  });
  const serving = new Map(deployed.flatMap((gateway) => gateway.serves.map((id) => [id, gateway] as const)));
  const declared = new Map(resellers.map((reseller) => [reseller.id, reseller]));
  const declaredGateways = new Map(owners.map((owner) => [owner.resellerId, owner]));
  return [...new Set([...declared.keys(), ...serving.keys(), ...unread.keys()])].toSorted().map((resellerId) => {
    const one = declared.get(resellerId);
    const gateway = serving.get(resellerId);
    const reason = unread.get(one?.gatewayOwner ?? resellerId);
    const tiers = gateway ? tiersOf(gateway, resellerId) : Object.keys(one?.tiers ?? {});
    const owner = declaredGateways.get(gateway?.resellerId ?? one?.gatewayOwner ?? '');
    const kept = gateway && owner?.tiers;
    const isRetired = (tier: string) => (gateway ? gateway.retiredTiers?.includes(tier) : one?.tiers[tier]?.retired);
    return {
      resellerId,
      ...(one && { displayName: one.displayName }),
      ...(one?.parent !== undefined && { parent: one.parent }),
      children: resellers.filter(({ parent }) => parent === resellerId).map(({ id }) => id),
      ...(one?.externalReference !== undefined && { externalReference: one.externalReference }),
      contacts: one?.contacts ?? [],
      domains: owner?.domains.map(({ name }) => name) ?? [],
      ...(gateway?.dnsTargets && { dnsTargets: gateway.dnsTargets }),
      routes: gateway?.routes ?? owner?.routes ?? [],
      links: gateway ? consoleLinks(platform, gateway) : {},
      state: gateway ? (one ? 'deployed' : 'not declared') : reason ? UNREAD[reason] : 'not deployed',
      gateway: gateway?.resellerId ?? one?.gatewayOwner ?? resellerId,
      ...(gateway?.packageVersion !== undefined && { packageVersion: gateway.packageVersion }),
      ...(gateway && { url: gateway.url }),
      tiers,
      limits: limitsOf(one?.tiers ?? {}),
      ...(gateway ? deployedAccess(gateway, owner) : declaredAccess(owner)),
      shedsLoad: gateway?.priorities !== undefined,
      retiredTiers: tiers.filter(isRetired),
      undeclaredTiers: kept ? tiers.filter((tier) => !Object.hasOwn(kept, tier)) : [],
    };
  });
}

function deployedAccess(gateway: GatewayDescriptor, owner: GatewayConfig | undefined): GatewayAccess {
  return {
    authentication: schemesOf(gateway),
    audience: gateway.audience ?? 'external',
    vpcEndpoints: gateway.vpcEndpoints ?? [],
    mutualTls: gateway.mutualTls ?? owner?.mutualTls !== undefined,
    operationGroups: gateway.operationGroups ?? {},
    ...(gateway.lockoutTable !== undefined && owner?.lockout && { lockout: owner.lockout }),
  };
}

function declaredAccess(owner: GatewayConfig | undefined): GatewayAccess {
  const groups = Object.entries(owner?.operationGroups ?? {}).map(([name, { level }]) => [name, level] as const);
  return {
    authentication: acceptedSchemes(owner?.oauth ?? {}),
    audience: owner?.audience ?? 'external',
    vpcEndpoints: owner?.vpcEndpoints.map(({ id }) => id) ?? [],
    mutualTls: owner?.mutualTls !== undefined,
    operationGroups: Object.fromEntries(groups),
    ...(owner?.lockout && { lockout: owner.lockout }),
  };
}

function limitsOf(tiers: Readonly<Record<string, TierConfig>>): Readonly<Record<string, TierLimits>> {
  return Object.fromEntries(
    Object.entries(tiers).map(([tier, { quota, throttle, meteredBy, priority }]) => [
      tier,
      {
        ...(quota && { quota }),
        throttle,
        ...(meteredBy && { meteredBy }),
        ...(priority !== undefined && { priority }),
      },
    ]),
  );
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
