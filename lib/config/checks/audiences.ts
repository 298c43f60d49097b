import type { EnvironmentConfig, GatewayConfig } from '../environment';
import type { Declarations } from '../shapes/reseller-shape';
import type { HierarchyProblem } from './hierarchy-problem';

type Problem = Pick<HierarchyProblem, 'path' | 'message' | 'allowed'>;

/** Checks that clients can reach a gateway with an internal audience, and that the platform accepts what they sign. */
export function checkAudiences({ gateways }: EnvironmentConfig, declared: Declarations): readonly HierarchyProblem[] {
  return gateways.flatMap((gateway) => {
    const { resellerId, audience } = gateway;
    const problems = audience === 'external' ? checkExternal(resellerId, declared) : checkInternal(gateway);
    return problems.map((problem) => ({ resellerId, ...problem }));
  });
}

function checkExternal(resellerId: string, declared: Declarations): Problem[] {
  if (declared.get(resellerId)?.vpcEndpoints === undefined) return [];
  const message = 'have no effect: this gateway answers on the internet only';
  return [{ path: ['vpcEndpoints'], message, allowed: 'nothing, or audience: internal or both' }];
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
