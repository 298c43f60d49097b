import type { EnvironmentConfig } from '../environment';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import type { Declarations, ResellerDeclaration } from '../shapes/reseller-shape';
import { ancestors, declaration } from '../resolve/lineage';
import { DEFAULT_TIMEOUT_SECONDS, MOST_STREAMED_SECONDS } from '../shapes/ui-nodes-shape';
import type { HierarchyProblem } from './hierarchy-problem';

type UiNodes = PlatformDeclaration['uiNodes'] | ResellerDeclaration['uiNodes'];

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
    checkPrivateCertificate(uiNodes, platform).map((problem) => ({ ...file, ...problem })),
  );
  return [...inFiles, ...checkTimeouts(platform, declared, written), ...checkForwarding(config, declared)];
}

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

/** One file's settings, and the reseller whose file it is. */
interface Layer {
  readonly resellerId?: string;
  readonly uiNodes: UiNodes;
}

/** Settings that decide together how long an answer may take, and which of them a problem is reported at. */
const TIMEOUT_KEYS = ['timeoutSeconds', 'answers', 'acknowledgedTimeoutQuotaSeconds'] as const;

/** Checks every file that changes how long an answer may take, with what it inherits. */
function checkTimeouts(
  { uiNodes }: PlatformDeclaration,
  declared: Declarations,
  written: Declarations,
): HierarchyProblem[] {
  const below = [...written].map(([resellerId, own]): Layer[] => {
    const above = declared.has(resellerId) ? ancestors(resellerId, declared) : [];
    const inherited = above.map((id) => ({ resellerId: id, uiNodes: declaration(declared, id).uiNodes }));
    return [{ resellerId, uiNodes: own.uiNodes }, ...inherited, { uiNodes }];
  });
  return [[{ uiNodes }], ...below].flatMap(checkTimeout);
}

/** Checks the first of some layers, the nearest first. */
function checkTimeout([own, ...above]: readonly Layer[]): HierarchyProblem[] {
  const key = TIMEOUT_KEYS.find((name) => own?.uiNodes?.[name] !== undefined);
  if (own === undefined || key === undefined) return [];
  const nearest = <K extends (typeof TIMEOUT_KEYS)[number]>(name: K) =>
    [own, ...above].map(({ uiNodes }) => uiNodes?.[name]).find((value) => value !== undefined);
  const timeoutSeconds = nearest('timeoutSeconds') ?? DEFAULT_TIMEOUT_SECONDS;
  const quota = nearest('acknowledgedTimeoutQuotaSeconds') ?? DEFAULT_TIMEOUT_SECONDS;
  if (nearest('answers') === 'streamed' || timeoutSeconds <= quota) return [];
  const problem =
    key === 'timeoutSeconds'
      ? {
          message: `exceeds the account's service quota of ${quota} seconds for buffered answers`,
          allowed: `at most ${quota}; if AWS has raised the quota, set acknowledgedTimeoutQuotaSeconds; answers: streamed allows ${MOST_STREAMED_SECONDS}`,
        }
      : {
          message: `does not allow the inherited timeoutSeconds, ${timeoutSeconds}`,
          allowed: `answers: streamed, or a timeoutSeconds of at most ${quota}`,
        };
  return [{ ...(own.resellerId && { resellerId: own.resellerId }), path: ['uiNodes', key], ...problem }];
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
