import type { EnvironmentConfig, GatewayConfig } from '../config/environment';
import { type GatewayDescriptor, schemesOf } from '../descriptor';
import { OnboardingError } from '../onboarding/errors';
import { statusOf } from '../onboarding/inventory/filter-consumers';
import { type ListedConsumer, listConsumers } from '../onboarding/inventory/list-consumers';
import { requireGateway } from '../onboarding/inventory/require-gateway';
import type { OnboardingPorts } from '../onboarding/ports';
import { lastVerification, type Verification } from '../verify/last-verification';
import { type PlanFacts, PROPERTY } from './plan';

/** A reseller before its cut-over: its gateway as deployed and declared, its consumers and the last verification. */
export interface CutoverFacts {
  readonly gateway: GatewayDescriptor;
  readonly declared: GatewayConfig;
  /** Consumers of every reseller that the gateway serves. */
  readonly listed: readonly ListedConsumer[];
  readonly verification: Verification | undefined;
  readonly plan: PlanFacts;
}

/**
 * Reads what a cut-over is planned from.
 *
 * @throws OnboardingError `notFound` for a reseller that is not declared or not deployed, `conflict` if its gateway accepts
 * only bearer tokens
 */
export async function readCutoverFacts(
  ports: OnboardingPorts,
  config: EnvironmentConfig,
  reseller: string,
): Promise<CutoverFacts> {
  const { environment, resellers, gateways } = config;
  const one = resellers.find(({ id }) => id === reseller);
  const declared = gateways.find(({ resellerId }) => resellerId === one?.gatewayOwner);
  if (one === undefined || declared === undefined) {
    const known = resellers.map(({ id }) => id).join(', ') || 'none';
    throw new OnboardingError(
      'notFound',
      `Reseller ${reseller} is not declared in ${environment}; declared are: ${known}.`,
    );
  }
  const gateway = await requireGateway(ports.gateways, environment, reseller);
  const { brandEndpoint } = declared.uiNodes;
  requireSignatures(gateway, brandEndpoint);
  const [listed, verification] = await Promise.all([
    listConsumers(ports.credentials, environment, gateway),
    lastVerification(ports, gateway),
  ]);
  const plan: PlanFacts = {
    reseller,
    displayName: one.displayName,
    environment,
    url: gateway.url,
    brandEndpoint,
    routes: gateway.routes ?? declared.routes,
    probed: config.platform.probe !== undefined && declared.probeConsumer !== undefined,
    acceptsTokens: schemesOf(gateway).includes('bearer'),
    consumerKey: verifiedWith(listed, reseller, verification, ports.now()),
    platformOperations: platformOperationLines(declared),
    below: resellers.filter(({ parent }) => parent === reseller).map(({ id }) => id),
  };
  return { gateway, declared, listed, verification, plan };
}

/** A token names no URL, so the platform's property does not decide about it. */
function requireSignatures(gateway: GatewayDescriptor, brandEndpoint: string): void {
  if (schemesOf(gateway).includes('oauth1')) return;
  throw new OnboardingError(
    'conflict',
    `The gateway of ${gateway.resellerId} accepts only bearer tokens, and ${PROPERTY} decides about signatures only: there is nothing to cut over. The platform accepts a token at both URLs. Let the systems call ${gateway.url}, and let the network close ${brandEndpoint} to them.`,
  );
}

/** The platform's own entries of all operation groups: group, verb and APS type. */
function platformOperationLines({ operationGroups = {} }: GatewayConfig): readonly string[] {
  return Object.entries(operationGroups).flatMap(([name, { platformOperations = [] }]) =>
    platformOperations.map(({ type, verb }) => `${name}: ${verb} ${type}`),
  );
}

/** A consumer of the reseller that signs, to verify with: that of the last verification, else the first active one. */
function verifiedWith(
  listed: readonly ListedConsumer[],
  reseller: string,
  verification: Verification | undefined,
  now: Date,
): string {
  const own = listed.filter(
    (entry) =>
      entry.consumer?.reseller === reseller &&
      entry.consumer.subject === undefined &&
      statusOf(entry, now) === 'active',
  );
  const keys = own.map(({ consumerKey }) => consumerKey);
  return keys.find((key) => key === verification?.consumerKey) ?? keys[0] ?? 'KEY';
}
