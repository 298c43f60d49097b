import type { EnvironmentConfig, GatewayConfig } from '../environment';
import type { HierarchyProblem } from './hierarchy-problem';

type Problem = Pick<HierarchyProblem, 'path' | 'message' | 'allowed'>;

/** Checks that clients can reach a gateway with an internal audience, and that the platform accepts what they sign. */
export function checkAudiences({ gateways }: EnvironmentConfig): readonly HierarchyProblem[] {
  return gateways
    .filter(({ audience }) => audience !== 'external')
    .flatMap((gateway) => checkInternal(gateway).map((problem) => ({ resellerId: gateway.resellerId, ...problem })));
}

function checkInternal({ audience, vpcEndpoints, domains, mutualTls, probeConsumer }: GatewayConfig): Problem[] {
  return [
    ...(vpcEndpoints.length > 0
      ? []
      : [
          refused(
            `${audience} needs vpcEndpoints: a private API answers through them only`,
            'vpcEndpoints, or external',
          ),
        ]),
    ...(audience === 'both' && domains.length === 0
      ? [
          refused(
            'both needs a domain: the platform accepts signatures over one host name only, and without a domain the two APIs have different ones',
            'domains, or external or internal',
          ),
        ]
      : []),
    ...(mutualTls
      ? [refused(`${audience} excludes mutualTls, which private APIs do not support`, 'external, or no mutualTls')]
      : []),
    ...(audience === 'internal' && probeConsumer !== undefined
      ? [refused('internal excludes a probe, which calls over the internet', 'external or both, or no probe')]
      : []),
  ];
}

function refused(message: string, allowed: string): Problem {
  return { path: ['audience'], message, allowed };
}
