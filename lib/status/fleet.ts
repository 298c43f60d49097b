import type { EnvironmentConfig, GatewayConfig } from '../config/environment';
import type { GatewayDescriptor } from '../descriptor';
import type { GatewayDirectory, UnreadGateway } from '../onboarding/gateway-directory';

/** States of gateways whose descriptor this version cannot read. */
export const UNREAD = { newer: 'made by a newer version', damaged: 'unreadable descriptor' } as const;

/** Gateway of an environment: declared, deployed or both. */
export interface FleetMember {
  /** The reseller that owns the gateway. */
  readonly resellerId: string;
  /** Every reseller that it serves; only the owner if that is all that is known. */
  readonly serves: readonly string[];
  readonly state: 'deployed' | 'not deployed' | 'not declared' | (typeof UNREAD)[keyof typeof UNREAD];
  readonly descriptor?: GatewayDescriptor;
  readonly declared?: GatewayConfig;
  /** Reason for which the descriptor could not be read. */
  readonly problem?: string;
}

/**
 * Lists the gateways of an environment, sorted by the reseller that owns them.
 *
 * @param config without it, only what is deployed is known
 */
export async function listFleet(
  directory: GatewayDirectory,
  environment: string,
  config: EnvironmentConfig | undefined,
): Promise<readonly FleetMember[]> {
  const unread = new Map<string, { readonly problem: string; readonly reason: UnreadGateway['reason'] }>();
  const deployed = await directory.list(environment, (problem, { resellerId, reason }) =>
    unread.set(resellerId, { problem, reason }),
  );
  const descriptors = new Map(deployed.map((descriptor) => [descriptor.resellerId, descriptor]));
  const declared = new Map((config?.gateways ?? []).map((gateway) => [gateway.resellerId, gateway]));
  const ids = [...new Set([...declared.keys(), ...descriptors.keys(), ...unread.keys()])].toSorted();
  return ids.map((resellerId) => {
    const [descriptor, own, left] = [descriptors.get(resellerId), declared.get(resellerId), unread.get(resellerId)];
    return {
      resellerId,
      serves: descriptor?.serves ?? own?.serves ?? [resellerId],
      state: left ? UNREAD[left.reason] : !descriptor ? 'not deployed' : config && !own ? 'not declared' : 'deployed',
      ...(descriptor && { descriptor }),
      ...(own && { declared: own }),
      ...(left && { problem: left.problem }),
    };
  });
}
