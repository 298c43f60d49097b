/** Every check that needs the resolved environment; each is a small function from it to problems. Pure. */
import type { EnvironmentConfig } from '../environment';
import { checkArns } from './arns';
import { checkBrandEndpoints } from './brand-endpoints';
import { checkDomains } from './domains';
import { checkFleet } from './fleet-limits';
import type { HierarchyProblem } from './parents';
import type { Declarations } from '../resolve/lineage';
import { checkMethodThrottles } from './method-throttles';
import { checkNarrowing } from './narrowing';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import { checkPrivateNodes } from './private-nodes';
import { checkQuotas } from './aws-limits';
import { checkThrottleSums } from './throttle-sums';
import { checkTiers } from './tiers';
import { DEFAULT_TIMEOUT_SECONDS } from '../shapes/shared-shape';

/**
 * @param declared resellers of which everything above is known
 * @param written all resellers, for what a file and the platform's show without those between
 */
export function checkEnvironment(
  config: EnvironmentConfig,
  platform: PlatformDeclaration,
  declared: Declarations,
  written: Declarations,
): readonly HierarchyProblem[] {
  return [
    ...checkTiers(config, platform, declared),
    ...checkMethodThrottles(config, platform, written),
    ...checkNarrowing(config, declared),
    ...checkThrottleSums(config, platform, declared),
    ...checkBrandEndpoints(platform, written),
    ...checkUiNodes(platform, written),
    ...checkForwarding(config, declared),
    ...checkDomains(config, platform, written),
    ...checkArns(platform, written),
    ...checkAlarms(platform, written),
    ...checkPrivateNodes(platform),
    ...checkQuotas(config, platform, written),
    ...checkFleet(config),
  ];
}

function checkUiNodes(platform: PlatformDeclaration, declared: Declarations): HierarchyProblem[] {
  const files = [
    { uiNodes: platform.uiNodes },
    ...[...declared].map(([resellerId, { uiNodes }]) => ({ resellerId, uiNodes })),
  ];
  return files.flatMap(({ uiNodes, ...file }): HierarchyProblem[] => {
    const quota =
      uiNodes?.acknowledgedTimeoutQuotaSeconds ??
      platform.uiNodes.acknowledgedTimeoutQuotaSeconds ??
      DEFAULT_TIMEOUT_SECONDS;
    const slow = (uiNodes?.timeoutSeconds ?? 0) > quota;
    const shown = platform.uiNodes.private && uiNodes?.clientCertificate !== undefined;
    return [
      ...(shown
        ? [
            {
              ...file,
              path: ['uiNodes', 'clientCertificate'],
              message: 'is never shown to private nodes: the TLS of the gateway ends at the load balancer',
              allowed: 'no clientCertificate beside uiNodes.private',
            },
          ]
        : []),
      ...(slow
        ? [
            {
              ...file,
              path: ['uiNodes', 'timeoutSeconds'],
              message: `is over the account's quota of ${quota}`,
              allowed: `at most ${quota}, or acknowledgedTimeoutQuotaSeconds after AWS raised the quota`,
            },
          ]
        : []),
    ];
  });
}

/** A generated client certificate's key never leaves API Gateway, so that a function cannot present it. */
function checkForwarding({ gateways }: EnvironmentConfig, declared: Declarations): HierarchyProblem[] {
  return gateways
    .filter(({ uiNodes }) => uiNodes.forwarding === 'lambda' && uiNodes.clientCertificate !== undefined)
    .map(({ resellerId }) => {
      const own = declared.get(resellerId)?.uiNodes;
      const key = own?.forwarding ? 'forwarding' : 'clientCertificate';
      return {
        ...(own?.[key] && { resellerId }),
        path: ['uiNodes', key],
        message: 'forwarding by lambda cannot present a client certificate',
        allowed: 'forwarding: httpProxy, or no clientCertificate',
      };
    });
}

function checkAlarms(platform: PlatformDeclaration, declared: Declarations): HierarchyProblem[] {
  if (platform.alarms) return [];
  return [...declared]
    .filter(([, { alarms }]) => alarms !== undefined)
    .map(([resellerId]) => ({
      resellerId,
      path: ['alarms'],
      message: 'the platform has no alarms whose thresholds could differ',
      allowed: 'nothing, or alarms in platform.yaml',
    }));
}
