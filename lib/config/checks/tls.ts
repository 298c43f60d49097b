import type { EnvironmentConfig } from '../environment';
import { DEFAULT_TLS_POLICY, type Declarations, MUTUAL_TLS_POLICY } from '../shapes/reseller-shape';
import type { HierarchyProblem } from './hierarchy-problem';

/** Checks that a gateway has one TLS policy, which supports mutual TLS where it is declared, and a fitting access mode. */
export function checkTls(config: EnvironmentConfig, declared: Declarations): readonly HierarchyProblem[] {
  return [...checkPolicies(config, declared), ...checkMutualTls(declared), ...checkEndpointAccess(declared)];
}

/** API Gateway negotiates TLS by the policy of the API, of which there is one, whatever the domains say. */
function checkPolicies({ gateways }: EnvironmentConfig, declared: Declarations): HierarchyProblem[] {
  return [...declared].flatMap(([resellerId, { mutualTls, domains = [] }]) => {
    // Mutual TLS allows a single policy, which checkMutualTls checks.
    if (mutualTls) return [];
    const gateway = gateways.find((made) => made.resellerId === resellerId);
    const [{ tlsPolicy: first = gateway?.tlsPolicy ?? DEFAULT_TLS_POLICY } = {}, ...others] = domains;
    if (domains.some(({ tlsPolicy }) => tlsPolicy === MUTUAL_TLS_POLICY)) return onlyForMutualTls(resellerId, domains);
    return others.flatMap(({ tlsPolicy = first }, index): HierarchyProblem[] =>
      tlsPolicy === first
        ? []
        : [
            {
              resellerId,
              path: ['domains', index + 1, 'tlsPolicy'],
              message: "differs from the first domain's policy",
              allowed: `${first}: all domains of a gateway have the same policy`,
            },
          ],
    );
  });
}

/** An API that returns from a later policy to this one is unavailable for about a quarter of an hour. */
function onlyForMutualTls(resellerId: string, domains: readonly { readonly tlsPolicy?: string }[]): HierarchyProblem[] {
  return [...domains.entries()]
    .filter(([, { tlsPolicy }]) => tlsPolicy === MUTUAL_TLS_POLICY)
    .map(([index]) => ({
      resellerId,
      path: ['domains', index, 'tlsPolicy'],
      message: 'is only for mutual TLS',
      allowed: `${DEFAULT_TLS_POLICY}, which accepts the same protocols and ciphers, or mutualTls`,
    }));
}

function checkEndpointAccess(declared: Declarations): HierarchyProblem[] {
  return [...declared].flatMap(([resellerId, { mutualTls, endpointAccess }]): HierarchyProblem[] => {
    if (endpointAccess === undefined || (endpointAccess === 'reset') === (mutualTls !== undefined)) return [];
    const problem = mutualTls
      ? {
          message: 'cannot be combined with mutual TLS',
          allowed: 'nothing, or reset for the deployment that adds mutualTls',
        }
      : { message: 'is only for mutual TLS', allowed: 'strict or basic' };
    return [{ resellerId, path: ['endpointAccess'], ...problem }];
  });
}

function checkMutualTls(declared: Declarations): HierarchyProblem[] {
  return [...declared].flatMap(([resellerId, { mutualTls, domains = [] }]): HierarchyProblem[] => {
    if (!mutualTls) return [];
    if (domains.length === 0) {
      return [
        {
          resellerId,
          path: ['mutualTls'],
          message: 'needs a domain',
          allowed: 'mutualTls with domains; the default endpoint does not support mutual TLS',
        },
      ];
    }
    return domains.flatMap(({ tlsPolicy = MUTUAL_TLS_POLICY }, index) =>
      tlsPolicy === MUTUAL_TLS_POLICY
        ? []
        : [
            {
              resellerId,
              path: ['domains', index, 'tlsPolicy'],
              message: 'does not support mutual TLS',
              allowed: `${MUTUAL_TLS_POLICY} with mutualTls`,
            },
          ],
    );
  });
}
