import { isIP } from 'node:net';
import { isWithin } from '../cidr';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import type { Declarations, ResellerDeclaration } from '../shapes/reseller-shape';
import type { HierarchyProblem } from './hierarchy-problem';

/** Addresses that are not routed on the internet: this network, private, shared, loopback and link-local (RFC 6890). */
const NOT_ROUTED = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
];

/** Checks that the gateway can reach every brand endpoint: over the internet, or at the private nodes' load balancer. */
export function checkBrandEndpoints(platform: PlatformDeclaration, declared: Declarations): HierarchyProblem[] {
  const { uiNodes } = platform;
  const check = uiNodes.private ? checkWithoutPort : checkRouted;
  const written = writtenEndpoints(platform, declared);
  const unreachable = written.flatMap(({ endpoint, ...place }): HierarchyProblem[] =>
    check(endpoint).map((found) => ({ ...place, ...found })),
  );
  return [...unreachable, ...checkCertificates(platform, written)];
}

/** A brand endpoint as a file declares it, of all routes or of one. */
interface WrittenEndpoint extends Pick<HierarchyProblem, 'resellerId' | 'path'> {
  readonly endpoint: string;
}

function writtenEndpoints(platform: PlatformDeclaration, declared: Declarations): readonly WrittenEndpoint[] {
  return [
    ...endpointsOf(platform),
    ...[...declared].flatMap(([resellerId, own]) => endpointsOf(own).map((written) => ({ resellerId, ...written }))),
  ];
}

function endpointsOf({
  uiNodes,
  routes = [],
}: Pick<ResellerDeclaration, 'uiNodes' | 'routes'>): readonly WrittenEndpoint[] {
  const ofRoutes = routes.flatMap(({ brandEndpoint: endpoint }, index) =>
    endpoint === undefined ? [] : [{ endpoint, path: ['routes', index, 'brandEndpoint'] }],
  );
  const shared = uiNodes?.brandEndpoint;
  return [...(shared === undefined ? [] : [{ endpoint: shared, path: ['uiNodes', 'brandEndpoint'] }]), ...ofRoutes];
}

type Found = Pick<HierarchyProblem, 'message' | 'allowed'>;

function checkWithoutPort(endpoint: string): Found[] {
  if (!/:\d+$/.test(endpoint)) return [];
  return [
    {
      message: 'has a port, but the port of private nodes is set in uiNodes.private.port',
      allowed: 'https:// and a host name without a port',
    },
  ];
}

function checkRouted(endpoint: string): Found[] {
  const host = hostOf(endpoint);
  if (host !== 'localhost' && !(isIP(host) === 4 && isWithin(`${host}/32`, NOT_ROUTED))) return [];
  return [
    {
      message: 'is not reachable from the internet, which API Gateway requires',
      allowed: 'a public host name or address, or nodes in uiNodes.private',
    },
  ];
}

/** All brand endpoints share the one listener of the private nodes' load balancer, so it needs a certificate for each. */
function checkCertificates({ uiNodes }: PlatformDeclaration, written: readonly WrittenEndpoint[]): HierarchyProblem[] {
  if (!uiNodes.private) return [];
  const { furtherCertificates = [] } = uiNodes.private;
  const covered = [hostOf(uiNodes.brandEndpoint), ...furtherCertificates.map(({ host }) => host)];
  return written.flatMap(({ endpoint, ...place }): HierarchyProblem[] => {
    if (covered.includes(hostOf(endpoint))) return [];
    return [
      {
        ...place,
        message: 'has no certificate on the load balancer of the private nodes',
        allowed: `one of: ${covered.join(', ')}; add others to uiNodes.private.furtherCertificates in platform.yaml`,
      },
    ];
  });
}

/** Returns the host of an HTTPS origin, without its port. */
export function hostOf(origin: string): string {
  return new URL(origin).hostname;
}
