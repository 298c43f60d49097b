/** Checks of UI nodes behind a load balancer: addresses that it can have as targets (AWS, "Target groups"). Pure. */
import { isWithin } from '../cidr';
import type { HierarchyProblem } from './parents';
import type { PlatformDeclaration } from '../shapes/platform-shape';

/** Besides a VPC's own: RFC 1918 and RFC 6598. */
const PRIVATE_BLOCKS = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

type PrivateNodes = NonNullable<PlatformDeclaration['uiNodes']['private']>;
type Fault = Omit<HierarchyProblem, 'resellerId'>;

export function checkPrivateNodes({ uiNodes }: PlatformDeclaration): readonly HierarchyProblem[] {
  if (!uiNodes.private) return [];
  return [...zones(uiNodes.private), ...addresses(uiNodes.private)].map((fault) => ({
    ...fault,
    path: ['uiNodes', 'private', ...fault.path],
  }));
}

/** A target outside of the VPC is registered with all zones, which a load balancer takes only across zones. */
function zones({ crossZone, nodes }: PrivateNodes): Fault[] {
  if (crossZone !== false || !nodes.some(({ outsideVpc }) => outsideVpc)) return [];
  const message = 'keeps zones apart, but a node outside of the VPC belongs to none';
  return [{ path: ['crossZone'], message, allowed: 'true, or no node with outsideVpc' }];
}

function addresses({ nodes, vpcCidrs }: PrivateNodes): Fault[] {
  const all = nodes.map(({ address }) => address);
  return nodes.flatMap(({ address, outsideVpc = false }, index): Fault[] => {
    const at = (key: string, message: string, allowed: string) => [{ path: ['nodes', index, key], message, allowed }];
    if (all.indexOf(address) < index) return at('address', 'is the address of another node', 'each address once');
    const inside = isWithin(`${address}/32`, vpcCidrs);
    if (inside)
      return outsideVpc ? at('outsideVpc', `but ${address} lies in vpcCidrs`, 'false, or an address outside') : [];
    if (!isWithin(`${address}/32`, PRIVATE_BLOCKS))
      return at('address', 'is a public address', `an address in vpcCidrs or in ${PRIVATE_BLOCKS.join(', ')}`);
    return outsideVpc
      ? []
      : at('address', 'lies outside of vpcCidrs', 'an address in vpcCidrs, or outsideVpc: true besides');
  });
}
