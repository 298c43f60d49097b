/** Checks of the origins by which UI nodes are called. Pure. */
import { isIP } from 'node:net';
import { isWithin } from '../cidr';
import type { HierarchyProblem } from './parents';
import type { Declarations } from '../resolve/lineage';
import type { PlatformDeclaration } from '../shapes/platform-shape';

/** Addresses that the internet does not route: this network, private, shared, loopback and link-local (RFC 6890). */
const NOT_ROUTED = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
];

export function checkBrandEndpoints({ uiNodes }: PlatformDeclaration, declared: Declarations): HierarchyProblem[] {
  const fault = uiNodes.private ? withPort : notRouted;
  const written = [
    { endpoint: uiNodes.brandEndpoint },
    ...[...declared].map(([resellerId, own]) => ({ resellerId, endpoint: own.uiNodes?.brandEndpoint })),
  ];
  return written.flatMap(({ endpoint, ...file }): HierarchyProblem[] => {
    const found = endpoint && fault(new URL(endpoint), endpoint);
    return found ? [{ ...file, path: ['uiNodes', 'brandEndpoint'], ...found }] : [];
  });
}

type Fault = Pick<HierarchyProblem, 'message' | 'allowed'> | undefined;

function withPort(_: URL, endpoint: string): Fault {
  return /:\d+$/.test(endpoint)
    ? {
        message: 'has a port, but private nodes have theirs in uiNodes.private.port',
        allowed: 'https:// and a host name alone',
      }
    : undefined;
}

function notRouted({ hostname }: URL): Fault {
  return hostname === 'localhost' || (isIP(hostname) === 4 && isWithin(`${hostname}/32`, NOT_ROUTED))
    ? {
        message: 'is no address on the internet, by which API Gateway would reach it',
        allowed: 'a name or address on the internet, or nodes in uiNodes.private',
      }
    : undefined;
}
