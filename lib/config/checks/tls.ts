import type { EnvironmentConfig } from '../environment';
import type { Declarations } from '../shapes/reseller-shape';
import type { HierarchyProblem } from './hierarchy-problem';

/** Checks that a gateway has one TLS policy, and mutual TLS only on domains whose policy supports it. */
export function checkTls(config: EnvironmentConfig, declared: Declarations): readonly HierarchyProblem[] {
  return [...checkPolicies(config, declared), ...checkMutualTls(declared)];
}

/** API Gateway negotiates TLS by the policy of the API, of which there is one, whatever the domains say. */
function checkPolicies({ gateways }: EnvironmentConfig, declared: Declarations): HierarchyProblem[] {
  return [...declared].flatMap(([resellerId, { mutualTls, domains = [] }]) => {
    // Mutual TLS allows a single policy, which checkMutualTls checks.
    if (mutualTls) return [];
    const gateway = gateways.find((made) => made.resellerId === resellerId);
    const [{ tlsPolicy: first = gateway?.tlsPolicy ?? 'TLS_1_2' } = {}, ...others] = domains;
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
    return domains.flatMap(({ tlsPolicy = 'TLS_1_2' }, index) =>
      tlsPolicy === 'TLS_1_2'
        ? []
        : [
            {
              resellerId,
              path: ['domains', index, 'tlsPolicy'],
              message: 'does not support mutual TLS',
              allowed: 'TLS_1_2 with mutualTls',
            },
          ],
    );
  });
}
