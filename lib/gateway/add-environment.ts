import { Annotations, type App } from 'aws-cdk-lib';
import type { EnvironmentConfig } from '../config/environment';
import { fleetWarnings } from '../config/checks/fleet-limits';
import type { NoticeSettings } from '../notices/settings';
import { buildAuthorizer, buildBearerAuthorizer, buildBrakesAuthorizer } from './authorizer/authorizer-code';
import { type AuthorizerKind, kindOf } from './authorizer/authorizer-kind';
import { buildNotices } from './notices/notices-code';
import { noticeSettings } from '../config/notice-settings';
import type { GatewayProbeProps } from './probe/gateway-probe';
import { buildProbe } from './probe/probe-code';
import { buildForwarder } from './ui-nodes/forwarder-code';
import { PlatformStack } from './platform-stack';
import { ResellerGatewayStack } from './reseller-gateway-stack';

export interface AddEnvironmentOptions {
  /** Bundles the authorizer; called only if there is a gateway without brakes and bearer tokens. @default buildAuthorizer */
  readonly authorizerCode?: () => string;
  /** Bundles the forwarder; called only if a gateway forwards by a function. @default buildForwarder */
  readonly forwarderCode?: () => string;
  /** Bundles the authorizer of gateways with brakes; called only if there is one. @default buildBrakesAuthorizer */
  readonly brakesAuthorizerCode?: () => string;
  /**
   * Bundles the authorizer of gateways that accept bearer tokens; called only if there is one.
   *
   * @default buildBearerAuthorizer
   */
  readonly bearerAuthorizerCode?: () => string;
  /** Bundles the probe; called only if a gateway is probed. @default buildProbe */
  readonly probeCode?: () => string;
  /** Bundles the function that sends notices; called only if notices are declared. @default buildNotices */
  readonly noticesCode?: (settings: NoticeSettings) => string;
  /** Adds only the gateways that serve these resellers; all gateways when absent. */
  readonly resellers?: readonly string[];
}

/**
 * Adds the stacks of an environment to an app.
 *
 * @throws UnknownResellerError for a reseller that the environment does not declare
 */
export function addEnvironment(
  app: App,
  config: EnvironmentConfig,
  {
    authorizerCode = buildAuthorizer,
    forwarderCode = buildForwarder,
    brakesAuthorizerCode = buildBrakesAuthorizer,
    bearerAuthorizerCode = buildBearerAuthorizer,
    probeCode = buildProbe,
    noticesCode = buildNotices,
    resellers,
  }: AddEnvironmentOptions = {},
): void {
  const { environment, platform } = config;
  const wanted = resellers && ownersOf(config, resellers);
  const probes = probedGateways(config);
  const probed = probes && { probes: { ...probes, code: probeCode() } };
  const settings = noticeSettings(config);
  const notified = settings && { noticesCode: noticesCode(settings) };
  const lockout = config.gateways.some((gateway) => gateway.lockout);
  const privateDomains = config.gateways.some(({ audience, domains }) => audience !== 'external' && domains.length > 0);
  const failureRules = config.gateways.some(({ alarms }) => alarms?.failedAttempts);
  const declared = { lockout, privateDomains, failureRules };
  const shared = new PlatformStack(app, { environment, platform, ...probed, ...notified, ...declared });
  for (const warning of fleetWarnings(config))
    Annotations.of(shared).addWarningV2('aps-gateway:service-quota', warning);
  const added = config.gateways.filter(({ resellerId }) => !wanted || wanted.has(resellerId));
  const bundles: Readonly<Record<AuthorizerKind, () => string>> = {
    plain: authorizerCode,
    brakes: brakesAuthorizerCode,
    bearer: bearerAuthorizerCode,
  };
  const authorizers = new Map([...new Set(added.map(kindOf))].map((kind) => [kind, bundles[kind]()]));
  const forwarder = added.some(({ uiNodes }) => uiNodes.forwarding === 'lambda') ? forwarderCode() : '';
  for (const gateway of added) {
    const stack = new ResellerGatewayStack(app, {
      environment,
      platform,
      gateway,
      authorizerCode: authorizers.get(kindOf(gateway))!,
      forwarderCode: forwarder,
    });
    // It reads the platform stack's parameters, so it is deployed later and destroyed earlier, without an export.
    stack.addStackDependency(shared);
  }
}

function probedGateways({ gateways }: EnvironmentConfig): Pick<GatewayProbeProps, 'gateways' | 'backends'> | undefined {
  const probed = gateways.flatMap(({ resellerId: reseller, probeConsumer: consumerKey, routes }) =>
    consumerKey === undefined ? [] : [{ reseller, consumerKey, routes }],
  );
  if (probed.length === 0) return undefined;
  return {
    gateways: probed.map(({ reseller, consumerKey }) => ({ reseller, consumerKey })),
    backends: probed.some(({ routes }) => routes.some(({ brandEndpoint }) => brandEndpoint !== undefined)),
  };
}

/** A reseller was requested that is not declared. */
export class UnknownResellerError extends Error {
  override readonly name = 'UnknownResellerError';
}

/** Returns the owners of the gateways that serve the given resellers. */
function ownersOf({ resellers }: EnvironmentConfig, ids: readonly string[]): ReadonlySet<string> {
  const owners = ids.map((id) => {
    const found = resellers.find((reseller) => reseller.id === id);
    if (found) return found.gatewayOwner;
    const known = resellers.map((reseller) => reseller.id).join(', ');
    const allowed = known ? `-c resellers accepts: ${known}` : 'the environment declares no reseller';
    throw new UnknownResellerError(`There is no reseller ${JSON.stringify(id)}; ${allowed}`);
  });
  return new Set(owners);
}
