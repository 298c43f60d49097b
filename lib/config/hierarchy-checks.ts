/** Every check that needs the resolved environment; each is a small function from it to problems. Pure. */
import type { EnvironmentConfig, GatewayConfig } from './environment';
import { checkArns } from './arn-checks';
import { checkBrandEndpoints } from './brand-endpoint-checks';
import { checkDomains } from './domain-checks';
import { checkFleet } from './fleet-quotas';
import type { HierarchyProblem } from './hierarchy-parents';
import type { Declarations } from './lineage';
import { checkMethodThrottles } from './method-throttle-checks';
import { checkNarrowing } from './narrowing-checks';
import type { PlatformDeclaration } from './platform-shape';
import { checkPrivateNodes } from './private-node-checks';
import { checkQuotas } from './quota-checks';
import { checkTiers } from './tier-checks';
import { DEFAULT_TIMEOUT_SECONDS } from './shared-shape';

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
    ...checkThrottleSums(config, platform),
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

const sum = (gateways: readonly GatewayConfig[]) =>
  gateways.reduce((total, { throttle }) => total + (throttle.rateLimit ?? Infinity), 0);

/**
 * Children's gateways together within the parent's, all of them together within what the platform bears. A throttle
 * holds for each method of a stage by itself, so that the sums are lower bounds of what can arrive.
 */
function checkThrottleSums(config: EnvironmentConfig, platform: PlatformDeclaration): HierarchyProblem[] {
  const problems: HierarchyProblem[] = [];
  const capacity = platform.capacity?.rateLimit;
  const total = sum(config.gateways);
  if (capacity !== undefined && total > capacity) {
    const open = config.gateways
      .filter(({ throttle }) => throttle.rateLimit === undefined)
      .map(({ resellerId }) => resellerId);
    problems.push({
      path: ['capacity', 'rateLimit'],
      message:
        open.length > 0
          ? `no throttle limits ${open.join(', ')}`
          : 'is less than the throttles of all gateways, which are the least that they let through',
      allowed:
        open.length > 0 ? 'a throttle for each gateway' : `${total} or more, or smaller throttles of the gateways`,
    });
  }
  const below = childGateways(config);
  for (const parent of config.gateways) {
    const most = parent.throttle.rateLimit;
    const children = below.get(parent.resellerId) ?? [];
    if (most === undefined || sum(children) <= most) continue;
    problems.push({
      resellerId: parent.resellerId,
      path: ['throttle', 'rateLimit'],
      message: `is less than the throttles of ${children.map(({ resellerId }) => resellerId).join(', ')} together`,
      allowed: `${sum(children)} or more, or smaller throttles there`,
    });
  }
  return problems;
}

/** Gateways by the gateway that is next above theirs. */
function childGateways({ resellers, gateways }: EnvironmentConfig): ReadonlyMap<string, readonly GatewayConfig[]> {
  const byId = new Map(resellers.map((reseller) => [reseller.id, reseller]));
  const children = new Map<string, GatewayConfig[]>();
  for (const gateway of gateways) {
    const above = byId.get(byId.get(gateway.resellerId)?.parent ?? '')?.gatewayOwner;
    if (above === undefined) continue;
    const siblings = children.get(above);
    if (siblings) siblings.push(gateway);
    else children.set(above, [gateway]);
  }
  return children;
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
