import { Annotations, type App } from 'aws-cdk-lib';
import type { EnvironmentConfig } from '../config/environment';
import { fleetWarnings } from '../config/checks/fleet-limits';
import { PlatformStack } from './platform-stack';
import { ResellerGatewayStack } from './reseller-gateway-stack';

export interface AddEnvironmentOptions {
  /** Directory of the bundled authorizer, from `buildAuthorizer()`. */
  readonly authorizerCode: string;
  /** Directory of the bundled forwarder, from `buildForwarder()`. */
  readonly forwarderCode: string;
  /** Makes only these resellers' gateways; all when absent. */
  readonly resellers?: readonly string[];
}

/** Adds the stacks of an environment to an app. */
export function addEnvironment(
  app: App,
  config: EnvironmentConfig,
  { authorizerCode, forwarderCode, resellers }: AddEnvironmentOptions,
): void {
  const { environment, platform } = config;
  const wanted = resellers && selected(config, resellers);
  const shared = new PlatformStack(app, { environment, platform });
  for (const warning of fleetWarnings(config))
    Annotations.of(shared).addWarningV2('aps-gateway:service-quota', warning);
  for (const gateway of config.gateways) {
    if (wanted && !wanted.has(gateway.resellerId)) continue;
    const stack = new ResellerGatewayStack(app, { environment, platform, gateway, authorizerCode, forwarderCode });
    // It reads the platform stack's parameters: deployed after it and destroyed before it, though without an export.
    stack.addStackDependency(shared);
  }
}

/** A reseller was asked for that is not declared. */
export class UnknownResellerError extends Error {
  override readonly name = 'UnknownResellerError';
}

/** Gateways that serve the resellers asked for. */
function selected({ resellers }: EnvironmentConfig, ids: readonly string[]): ReadonlySet<string> {
  const owners = ids.map((id) => {
    const found = resellers.find((reseller) => reseller.id === id);
    if (found) return found.gatewayOwner;
    const known = resellers.map((reseller) => reseller.id).join(', ');
    const allowed = known ? `-c resellers takes some of: ${known}` : 'the environment declares none';
    throw new UnknownResellerError(`There is no reseller ${JSON.stringify(id)}; ${allowed}`);
  });
  return new Set(owners);
}
