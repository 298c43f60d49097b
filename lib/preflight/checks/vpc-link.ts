import { VPC_LINK_ZONES } from '../../config/vpc-link-zones';
import type { Check } from '../check';
import type { Requirements } from '../requirements';

/** Regions with zones that have no VPC links V2; subnet ids do not show the zone. */
const PARTIAL = [
  'us-east-1',
  'us-west-1',
  'ap-east-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ca-central-1',
  'eu-west-3',
];

/** Checks that private UI nodes can be reached in this Region, by VPC link V2. */
export function checkVpcLink({ subnetIds }: Requirements, region: string): Check {
  const zones = VPC_LINK_ZONES[region];
  const line = { id: 'vpc-link', checked: 'VPC links V2 for uiNodes.private' };
  if (!zones) {
    return {
      ...line,
      verdict: 'missing',
      found: `${region} is not in AWS's list`,
      needed: `one of ${Object.keys(VPC_LINK_ZONES).join(', ')}`,
      ask: 'Deploy to a Region of the list, next to the VPC of the nodes, or use a public brand endpoint. The list is of November 2026; AWS may have added Regions: API Gateway developer guide, "Set up VPC links V2".',
    };
  }
  const needed = `subnets in ${zones.join(', ')}`;
  if (!PARTIAL.includes(region)) return { ...line, verdict: 'fine', found: `${region} has them in every zone`, needed };
  return {
    ...line,
    verdict: 'unknown',
    found: `${region} has them in some zones; subnet ids do not show the zone`,
    needed,
    ask: `aws ec2 describe-subnets --region ${region} --subnet-ids ${subnetIds.join(' ')} --query "Subnets[].[SubnetId,AvailabilityZoneId]"`,
  };
}
