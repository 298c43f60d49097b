import type { EnvironmentConfig } from '../environment';
import { ancestors } from '../resolve/lineage';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import type { Declarations } from '../shapes/reseller-shape';
import type { HierarchyProblem } from './hierarchy-problem';

/** Checks that thresholds belong to alarms that exist, and that latency can reach its threshold. */
export function checkAlarms(
  config: EnvironmentConfig,
  platform: PlatformDeclaration,
  declared: Declarations,
): readonly HierarchyProblem[] {
  return [
    ...checkThresholdsWithoutAlarms(platform, declared),
    ...checkScope(platform),
    ...checkWebAcl(platform),
    ...checkLatency(config, platform, declared),
  ];
}

function checkThresholdsWithoutAlarms(platform: PlatformDeclaration, declared: Declarations): HierarchyProblem[] {
  if (platform.alarms) return [];
  return [...declared]
    .filter(([, { alarms }]) => alarms !== undefined)
    .map(([resellerId]) => ({
      resellerId,
      path: ['alarms'],
      message: 'has no effect: platform.yaml declares no alarms',
      allowed: 'nothing, or alarms in platform.yaml',
    }));
}

/** Thresholds that one alarm over all gateways cannot watch: shares and percentiles would hide a single gateway. */
const OF_A_GATEWAY = [
  'serverErrorPercent',
  'latencyMilliseconds',
  'authorizerErrors',
  'authorizerDurationMilliseconds',
  'nonceTableFaults',
  'credentialsRefusals',
  'failedAttempts',
] as const;

function checkScope({ alarms }: PlatformDeclaration): HierarchyProblem[] {
  if (!alarms) return [];
  if (alarms.scope !== 'environment') {
    if (alarms.serverErrors === undefined) return [];
    const allowed = 'nothing, or scope: environment; serverErrorPercent is the threshold of each gateway';
    return [{ path: ['alarms', 'serverErrors'], message: 'has no effect without scope: environment', allowed }];
  }
  return OF_A_GATEWAY.filter((key) => alarms[key] !== undefined).map((key) => ({
    path: ['alarms', key],
    message: 'has no effect with scope: environment',
    allowed: `nothing, ${key} in the files of single resellers, or scope: gateways`,
  }));
}

function checkWebAcl({ alarms, protection }: PlatformDeclaration): HierarchyProblem[] {
  const webAcl = protection?.webAcl;
  const needed = { webAclBlocks: webAcl && 'webAcl', webAclCounts: webAcl?.managedRules && 'managedRules' };
  const missing = { webAclBlocks: 'protection.webAcl', webAclCounts: 'protection.webAcl.managedRules: true' };
  return (['webAclBlocks', 'webAclCounts'] as const)
    .filter((key) => alarms?.[key] !== undefined && !needed[key])
    .map((key) => ({
      path: ['alarms', key],
      message: `has no effect without ${missing[key]}`,
      allowed: `nothing, or ${missing[key]}`,
    }));
}

/** API Gateway gives up on a UI node after `timeoutSeconds`, so a higher latency threshold would never be reached. */
function checkLatency(
  { gateways }: EnvironmentConfig,
  platform: PlatformDeclaration,
  declared: Declarations,
): HierarchyProblem[] {
  const found = new Map<string | undefined, HierarchyProblem>();
  for (const { resellerId: owner, uiNodes } of gateways) {
    const writer = [owner, ...ancestors(owner, declared)].find((id) => declared.get(id)?.alarms?.latencyMilliseconds);
    const { alarms } = (writer !== undefined && declared.get(writer)) || platform;
    const most = uiNodes.timeoutSeconds * 1000;
    if ((alarms?.latencyMilliseconds ?? 0) <= most || found.has(writer)) continue;
    found.set(writer, {
      ...(writer !== undefined && { resellerId: writer }),
      path: ['alarms', 'latencyMilliseconds'],
      message: `is longer than the gateway of ${owner} waits for a UI node`,
      allowed: `at most ${most}, or a larger uiNodes.timeoutSeconds`,
    });
  }
  return [...found.values()];
}
