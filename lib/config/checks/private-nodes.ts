import { isWithin } from '../cidr';
import { VPC_LINK_ZONES } from '../vpc-link-zones';
import { nodesByPlace } from '../nodes-by-place';
import { MOST_NODES, type PlatformDeclaration } from '../shapes/platform-shape';
import type { HierarchyProblem } from './hierarchy-problem';

/** Addresses that a load balancer accepts as targets in addition to its VPC's own: RFC 1918 and RFC 6598. */
const PRIVATE_BLOCKS = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

type PrivateNodes = NonNullable<PlatformDeclaration['uiNodes']['private']>;
type NodeProblem = Omit<HierarchyProblem, 'resellerId'>;

/** Checks that a load balancer accepts the private nodes as targets (AWS, "Target groups for Network Load Balancers"). */
export function checkPrivateNodes({ uiNodes, region }: PlatformDeclaration): readonly HierarchyProblem[] {
  if (!uiNodes.private) return [];
  const { vpcCidrs, nodes, crossZone, furtherCertificates = [] } = uiNodes.private;
  const ofBackends = furtherCertificates.flatMap(({ nodes: own = [] }, index) =>
    [...checkZones({ crossZone, nodes: own }), ...checkAddresses({ vpcCidrs, nodes: own })].map((problem) => ({
      ...problem,
      path: ['furtherCertificates', index, ...problem.path],
    })),
  );
  const problems = [...checkZones({ crossZone, nodes }), ...checkAddresses({ vpcCidrs, nodes }), ...ofBackends].map(
    (problem) => ({ ...problem, path: ['uiNodes', 'private', ...problem.path] }),
  );
  return [...problems, ...checkCount(uiNodes.private), ...checkRegion(uiNodes.private, region)];
}

/** The load balancer's security group has sixty rules, one for each node and port. */
function checkCount({ nodes, port, furtherCertificates = [] }: PrivateNodes): NodeProblem[] {
  const backends = furtherCertificates.map(({ nodes: own = [], port: ownPort }) => ({ nodes: own, port: ownPort }));
  const { size } = nodesByPlace([{ nodes, port }, ...backends]);
  if (size <= MOST_NODES) return [];
  const message = `reach ${size} nodes and ports together with those of uiNodes.private.nodes`;
  return [{ path: ['uiNodes', 'private', 'furtherCertificates'], message, allowed: `at most ${MOST_NODES} in all` }];
}

/** Without a declared Region, only the deployment knows it. */
function checkRegion({ acknowledgedRegion }: PrivateNodes, region: string | undefined): NodeProblem[] {
  if (region === undefined || region in VPC_LINK_ZONES || acknowledgedRegion === region) return [];
  const message = `has no VPC links V2, which uiNodes.private needs, according to AWS's list of November 2026`;
  const allowed = `one of: ${Object.keys(VPC_LINK_ZONES).join(', ')}; if AWS has added them since, set uiNodes.private.acknowledgedRegion: ${region}`;
  return [{ path: ['region'], message, allowed }];
}

/** A target outside the VPC is registered with all zones, which requires cross-zone load balancing. */
function checkZones({
  crossZone,
  nodes,
}: Pick<PrivateNodes, 'nodes'> & { crossZone?: boolean | undefined }): NodeProblem[] {
  if (crossZone !== false || !nodes.some(({ outsideVpc }) => outsideVpc)) return [];
  const message = 'keeps zones apart, but a node outside the VPC belongs to no zone';
  return [{ path: ['crossZone'], message, allowed: 'true, or no node with outsideVpc' }];
}

function checkAddresses({ nodes, vpcCidrs }: Pick<PrivateNodes, 'nodes' | 'vpcCidrs'>): NodeProblem[] {
  const all = nodes.map(({ address }) => address);
  return nodes.flatMap(({ address, outsideVpc = false }, index): NodeProblem[] => {
    const at = (key: string, message: string, allowed: string) => [{ path: ['nodes', index, key], message, allowed }];
    if (all.indexOf(address) < index) return at('address', 'repeats the address of another node', 'each address once');
    const inside = isWithin(`${address}/32`, vpcCidrs);
    if (inside)
      return outsideVpc
        ? at('outsideVpc', `contradicts vpcCidrs, which contain ${address}`, 'false, or an address outside vpcCidrs')
        : [];
    if (!isWithin(`${address}/32`, PRIVATE_BLOCKS))
      return at('address', 'is a public address', `an address in vpcCidrs or in ${PRIVATE_BLOCKS.join(', ')}`);
    return outsideVpc
      ? []
      : at('address', 'is outside vpcCidrs', 'an address in vpcCidrs, or this one with outsideVpc: true');
  });
}
