import type { EnvironmentConfig } from '../environment';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import type { Declarations } from '../shapes/reseller-shape';
import type { HierarchyProblem } from './hierarchy-problem';

/** Checks that declared probes can run: on the platform's clock, at a gateway of their own, without a client certificate. */
export function checkProbes(
  { gateways }: EnvironmentConfig,
  platform: PlatformDeclaration,
  written: Declarations,
): readonly HierarchyProblem[] {
  const owners = new Map(gateways.map((gateway) => [gateway.resellerId, gateway]));
  const misplaced = [...written].flatMap(([resellerId, { probe }]): HierarchyProblem[] => {
    if (!probe) return [];
    const path = ['probe'];
    if (!platform.probe) {
      return [{ resellerId, path, message: 'needs a clock', allowed: 'probe.everyMinutes in platform.yaml' }];
    }
    if (owners.has(resellerId)) return [];
    return [{ resellerId, path, message: 'is not possible without a gateway of its own', allowed: 'none' }];
  });
  const unreachable = gateways.flatMap(({ resellerId, probeConsumer, mutualTls }): HierarchyProblem[] => {
    if (probeConsumer === undefined || !mutualTls) return [];
    const message = 'is not possible at a gateway with mutualTls: a probe presents no client certificate';
    const own = written.get(resellerId)?.probe !== undefined;
    if (own) return [{ resellerId, path: ['probe'], message, allowed: 'none' }];
    return [
      { path: ['probe', 'consumer'], message: `${message} (${resellerId})`, allowed: "the resellers' own consumers" },
    ];
  });
  return [...misplaced, ...unreachable];
}
