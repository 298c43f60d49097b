import type { EnvironmentConfig } from '../environment';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import type { Declarations, ResellerDeclaration } from '../shapes/reseller-shape';
import { DEFAULT_TIMEOUT_SECONDS } from '../shapes/shared-shape';
import type { HierarchyProblem } from './hierarchy-problem';

/** Checks the time limit for UI nodes, and that the client certificate can be presented to them. */
export function checkUiNodes(
  config: EnvironmentConfig,
  platform: PlatformDeclaration,
  { declared, written }: { readonly declared: Declarations; readonly written: Declarations },
): readonly HierarchyProblem[] {
  const files = [
    { uiNodes: platform.uiNodes },
    ...[...written].map(([resellerId, { uiNodes }]) => ({ resellerId, uiNodes })),
  ];
  const inFiles = files.flatMap(({ uiNodes, ...file }) =>
    [...checkPrivateCertificate(uiNodes, platform), ...checkTimeout(uiNodes, platform)].map((problem) => ({
      ...file,
      ...problem,
    })),
  );
  return [...inFiles, ...checkForwarding(config, declared)];
}

type UiNodes = PlatformDeclaration['uiNodes'] | ResellerDeclaration['uiNodes'];

function checkPrivateCertificate(uiNodes: UiNodes, platform: PlatformDeclaration): HierarchyProblem[] {
  if (!platform.uiNodes.private || uiNodes?.clientCertificate === undefined) return [];
  return [
    {
      path: ['uiNodes', 'clientCertificate'],
      message: "never reaches private nodes: the gateway's TLS connection ends at the load balancer",
      allowed: 'no clientCertificate with uiNodes.private',
    },
  ];
}

function checkTimeout(uiNodes: UiNodes, platform: PlatformDeclaration): HierarchyProblem[] {
  const most =
    uiNodes?.acknowledgedTimeoutQuotaSeconds ??
    platform.uiNodes.acknowledgedTimeoutQuotaSeconds ??
    DEFAULT_TIMEOUT_SECONDS;
  if ((uiNodes?.timeoutSeconds ?? 0) <= most) return [];
  return [
    {
      path: ['uiNodes', 'timeoutSeconds'],
      message: `exceeds the account's service quota of ${most} seconds`,
      allowed: `at most ${most}; if AWS has raised the quota, set acknowledgedTimeoutQuotaSeconds`,
    },
  ];
}

/** The key of a generated client certificate never leaves API Gateway, so the forwarder's function cannot use it. */
function checkForwarding({ gateways }: EnvironmentConfig, declared: Declarations): HierarchyProblem[] {
  return gateways
    .filter(({ uiNodes }) => uiNodes.forwarding === 'lambda' && uiNodes.clientCertificate !== undefined)
    .map(({ resellerId }) => {
      const own = declared.get(resellerId)?.uiNodes;
      const key = own?.forwarding ? 'forwarding' : 'clientCertificate';
      return {
        ...(own?.[key] && { resellerId }),
        path: ['uiNodes', key],
        message: 'forwarding: lambda cannot present a client certificate',
        allowed: 'forwarding: httpProxy, or no clientCertificate',
      };
    });
}
