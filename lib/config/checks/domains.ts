import type { EnvironmentConfig, GatewayConfig } from '../environment';
import { hostOf } from './brand-endpoints';
import type { HierarchyProblem } from './hierarchy-problem';

/** Checks that each domain belongs to one gateway, and that none of them is a brand endpoint. */
export function checkDomains(config: EnvironmentConfig): readonly HierarchyProblem[] {
  return [...checkUnique(config), ...checkLoops(config)];
}

/** API Gateway takes a domain name once per region, over all accounts. */
function checkUnique({ gateways }: EnvironmentConfig): HierarchyProblem[] {
  const owners = new Map<string, string>();
  return gateways.flatMap(({ resellerId, domains }) =>
    domains.flatMap(({ name }, index): HierarchyProblem[] => {
      const owner = owners.get(name);
      owners.set(name, owner ?? resellerId);
      if (owner === undefined) return [];
      return [
        {
          resellerId,
          path: ['domains', index, 'name'],
          message: `is already a domain of ${owner}`,
          allowed: 'a name that no other gateway has',
        },
      ];
    }),
  );
}

/** Returns the brand endpoints of a gateway, that of its routes without one of their own first. */
function brandEndpointsOf({ uiNodes, routes }: GatewayConfig): readonly string[] {
  const own = routes.flatMap(({ brandEndpoint }) => (brandEndpoint === undefined ? [] : [brandEndpoint]));
  return [uiNodes.brandEndpoint, ...own];
}

/** Over the internet, requests would come back to a gateway. With private nodes, the name leads to the load balancer. */
function checkLoops({ gateways, platform }: EnvironmentConfig): HierarchyProblem[] {
  if (platform.privateNodes) return [];
  const hosts = new Set(gateways.flatMap(brandEndpointsOf).map(hostOf));
  return gateways.flatMap(({ resellerId, domains }) =>
    domains.flatMap(({ name }, index) =>
      hosts.has(name)
        ? [
            {
              resellerId,
              path: ['domains', index, 'name'],
              message: 'is the host of a brandEndpoint, so requests would come back to a gateway',
              allowed: 'a name other than that of the UI nodes',
            },
          ]
        : [],
    ),
  );
}
