/** Checks of host names, what needs them and certificates for them. Pure. */
import type { EnvironmentConfig } from '../environment';
import type { HierarchyProblem } from './parents';
import type { Declarations } from '../resolve/lineage';
import type { PlatformDeclaration } from '../shapes/platform-shape';

export function checkDomains(
  config: EnvironmentConfig,
  platform: PlatformDeclaration,
  declared: Declarations,
): readonly HierarchyProblem[] {
  return [
    ...unique(config),
    ...loops(config),
    ...brandCertificates(platform, declared),
    ...tlsPolicies(config, declared),
    ...mutualTls(declared),
  ];
}

/** A domain name is unique in a region over all accounts. */
function unique({ gateways }: EnvironmentConfig): HierarchyProblem[] {
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
          message: `belongs to ${owner} already`,
          allowed: 'a name of its own',
        },
      ];
    }),
  );
}

/** Over the internet, a gateway would call a gateway; through a VPC link, the name leads to the load balancer. */
function loops({ gateways, platform }: EnvironmentConfig): HierarchyProblem[] {
  if (platform.privateNodes) return [];
  const hosts = new Set(gateways.map(({ uiNodes }) => host(uiNodes.brandEndpoint)));
  return gateways.flatMap(({ resellerId, domains }) =>
    domains.flatMap(({ name }, index) =>
      hosts.has(name)
        ? [
            {
              resellerId,
              path: ['domains', index, 'name'],
              message: 'is the host of a brandEndpoint, so that requests would come back to a gateway',
              allowed: 'another name than that of the UI nodes',
            },
          ]
        : [],
    ),
  );
}

/** API Gateway negotiates TLS by the policy of the API, which is one, whatever a domain's own says. */
function tlsPolicies({ gateways }: EnvironmentConfig, declared: Declarations): HierarchyProblem[] {
  return [...declared].flatMap(([resellerId, { mutualTls: wanted, domains = [] }]) => {
    const gateway = gateways.find((made) => made.resellerId === resellerId);
    const [{ tlsPolicy: first = gateway?.tlsPolicy ?? 'TLS_1_2' } = {}, ...others] = domains;
    // With mutual TLS there is one that is allowed, which is looked at below.
    if (wanted) return [];
    return others.flatMap(({ tlsPolicy = first }, index): HierarchyProblem[] =>
      tlsPolicy === first
        ? []
        : [
            {
              resellerId,
              path: ['domains', index + 1, 'tlsPolicy'],
              message: 'is not the policy of the first domain',
              allowed: `${first}: all domains of a gateway have the same`,
            },
          ],
    );
  });
}

function mutualTls(declared: Declarations): HierarchyProblem[] {
  return [...declared].flatMap(([resellerId, { mutualTls: wanted, domains = [] }]): HierarchyProblem[] => {
    if (!wanted) return [];
    if (domains.length === 0) {
      return [
        {
          resellerId,
          path: ['mutualTls'],
          message: 'needs a domain',
          allowed: 'domains besides; the default endpoint has no mutual TLS',
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
              message: 'has no mutual TLS',
              allowed: 'TLS_1_2 with mutualTls',
            },
          ],
    );
  });
}

/** Before private nodes stands one listener, whose certificates have to cover every brand endpoint. */
function brandCertificates({ uiNodes }: PlatformDeclaration, declared: Declarations): HierarchyProblem[] {
  if (!uiNodes.private) return [];
  const { furtherCertificates = [] } = uiNodes.private;
  const covered = [host(uiNodes.brandEndpoint), ...furtherCertificates.map((further) => further.host)];
  return [...declared].flatMap(([resellerId, own]): HierarchyProblem[] => {
    const endpoint = own.uiNodes?.brandEndpoint;
    if (endpoint === undefined || covered.includes(host(endpoint))) return [];
    return [
      {
        resellerId,
        path: ['uiNodes', 'brandEndpoint'],
        message: 'has no certificate on the load balancer of the private nodes',
        allowed: `one of: ${covered.join(', ')}; others with uiNodes.private.furtherCertificates in platform.yaml`,
      },
    ];
  });
}

/** The port has a check of its own. */
function host(origin: string) {
  return new URL(origin).hostname;
}
