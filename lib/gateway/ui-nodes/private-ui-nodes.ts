import { createHash } from 'node:crypto';
import { CfnDeletionPolicy, type CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnVpcLink } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import {
  CfnListener,
  CfnListenerCertificate,
  CfnListenerRule,
  CfnLoadBalancer,
  CfnTargetGroup,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import type { PrivateNodesConfig } from '../../config/environment';
import { STAGE_NAME } from '../names';
import { publishShared } from '../shared';

const HTTPS = 443;
/** Longer than any integration waits, so that the load balancer never is the one that gives up. */
const IDLE_SECONDS = 310;

export interface PrivateUiNodesProps {
  readonly environment: string;
  readonly nodes: PrivateNodesConfig;
}

/** Names what can only be made anew: a load balancer stays in its VPC, a target group with its load balancer. */
export function placeOf({ vpcId, subnetIds }: Pick<PrivateNodesConfig, 'vpcId' | 'subnetIds'>): string {
  return createHash('sha256')
    .update(JSON.stringify([vpcId, subnetIds.toSorted()]))
    .digest('hex')
    .slice(0, 8);
}

/**
 * A way to UI nodes that the internet does not reach: VPC link → load balancer → nodes, HTTPS all along.
 *
 * The link is a "V2" one, which REST APIs take since November 2025 and AWS advises: it leads to an Application Load
 * Balancer, whose HTTPS target group does not check the nodes' certificates, and whose rules mend the path (below). A
 * "V1" link would need a Network Load Balancer, through which API Gateway itself would meet each node's certificate.
 *
 * Another VPC or other subnets make all of it anew, by other logical ids. A deployment of a gateway goes on with the
 * link that it was made with, which then cannot be deleted, until the gateway's stack is deployed again: with another
 * place, another deployment. Therefore whatever leaves the template is retained, to be deleted by hand when no gateway
 * uses it any more (README, "Taking things away"); all of it, because the link holds its security group, the listener
 * its target group, and a link without a load balancer answers nobody. Only what its first deployment failed to make
 * goes at once. The load balancer has no deletion protection, which would keep such a rollback from its end, and which
 * does not keep listeners from being deleted; the stack has a termination protection.
 */
export class PrivateUiNodes extends Construct {
  /** Parent of everything that another place makes anew. */
  private readonly place: Construct;

  constructor(scope: Construct, id: string, { environment, nodes }: PrivateUiNodesProps) {
    super(scope, id);
    this.place = new Construct(this, placeOf(nodes));
    const callers = this.callers(nodes);
    const balancer = this.loadBalancer(nodes, callers);
    this.listen(nodes, balancer);
    const link = kept(
      new CfnVpcLink(this.place, 'VpcLink', {
        name: `${Stack.of(this).stackName}-ui-nodes`,
        subnetIds: nodes.subnetIds.toSorted(),
        securityGroupIds: [callers.attrGroupId],
      }),
    );
    // Their names do not change, and so their logical ids must not.
    publishShared(this, environment, 'vpc-link-id', link.attrVpcLinkId);
    publishShared(this, environment, 'load-balancer-arn', balancer.ref);
    publishShared(this, environment, 'load-balancer-host', balancer.attrDnsName);
    publishShared(this, environment, 'callers-security-group-id', callers.attrGroupId);
  }

  /** Who may call the load balancer: the VPC link, and forwarders. */
  private callers({ vpcId, vpcCidrs }: PrivateNodesConfig): CfnSecurityGroup {
    return kept(
      new CfnSecurityGroup(this.place, 'Callers', {
        groupDescription: 'VPC link and forwarders on their way to the load balancer',
        vpcId,
        securityGroupEgress: vpcCidrs.map((block) => tcp(block, HTTPS, 'To the load balancer')),
      }),
    );
  }

  private loadBalancer({ vpcId, subnetIds, nodes, port }: PrivateNodesConfig, callers: CfnSecurityGroup) {
    const group = kept(
      new CfnSecurityGroup(this.place, 'LoadBalancerGroup', {
        groupDescription: 'Load balancer of the UI nodes',
        vpcId,
        securityGroupIngress: [
          {
            ipProtocol: 'tcp',
            fromPort: HTTPS,
            toPort: HTTPS,
            sourceSecurityGroupId: callers.attrGroupId,
            description: 'Gateways',
          },
        ],
        securityGroupEgress: nodes.map(({ address }) => tcp(`${address}/32`, port, 'To a UI node')),
      }),
    );
    return kept(
      new CfnLoadBalancer(this.place, 'LoadBalancer', {
        type: 'application',
        scheme: 'internal',
        subnets: subnetIds.toSorted(),
        securityGroups: [group.attrGroupId],
        loadBalancerAttributes: attributes({
          'idle_timeout.timeout_seconds': IDLE_SECONDS,
          'deletion_protection.enabled': false,
        }),
      }),
    );
  }

  private listen(config: PrivateNodesConfig, balancer: CfnLoadBalancer): void {
    const target = this.targetGroup(config);
    const listener = kept(
      new CfnListener(this.place, 'Listener', {
        loadBalancerArn: balancer.ref,
        protocol: 'HTTPS',
        port: HTTPS,
        sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
        certificates: [{ certificateArn: config.certificateArn }],
        defaultActions: [{ type: 'forward', targetGroupArn: target.ref }],
      }),
    );
    for (const arn of config.furtherCertificateArns) {
      // The load balancer chooses by the name that its caller asks for; CloudFormation takes one for each resource.
      // Goes with its declaration: a certificate in use cannot be deleted.
      new CfnListenerCertificate(this.place, `Certificate-${arn.split('/').at(-1)}`, {
        listenerArn: listener.ref,
        certificates: [{ certificateArn: arn }],
      });
    }
    // API Gateway's documentation says that a private integration puts the stage before the path. Where it does, the
    // nodes would get /aps/aps/2/…, a path that nothing else asks for; where it does not, the rule never matches.
    kept(
      new CfnListenerRule(this.place, 'WithoutStage', {
        listenerArn: listener.ref,
        priority: 1,
        conditions: [{ field: 'path-pattern', pathPatternConfig: { values: [`/${STAGE_NAME}/${STAGE_NAME}/*`] } }],
        transforms: [
          {
            type: 'url-rewrite',
            urlRewriteConfig: {
              rewrites: [{ regex: `^/${STAGE_NAME}/${STAGE_NAME}/(.*)$`, replace: `/${STAGE_NAME}/$1` }],
            },
          },
        ],
        actions: [{ type: 'forward', targetGroupArn: target.ref }],
      }),
    );
  }

  private targetGroup({ vpcId, nodes, port, crossZone, healthCheck }: PrivateNodesConfig): CfnTargetGroup {
    const group = kept(
      new CfnTargetGroup(this.place, 'Nodes', {
        vpcId,
        protocol: 'HTTPS',
        port,
        targetType: 'ip',
        targets: nodes.map(({ address, outsideVpc }) => ({
          id: address,
          port,
          ...(outsideVpc && { availabilityZone: 'all' }),
        })),
        targetGroupAttributes: attributes({ 'load_balancing.cross_zone.enabled': crossZone }),
        healthCheckProtocol: 'HTTPS',
        healthCheckPath: healthCheck.path,
        matcher: { httpCode: healthCheck.statusCodes },
        healthCheckIntervalSeconds: healthCheck.intervalSeconds,
        healthCheckTimeoutSeconds: healthCheck.timeoutSeconds,
        healthyThresholdCount: healthCheck.healthyThreshold,
        unhealthyThresholdCount: healthCheck.unhealthyThreshold,
      }),
    );
    // Another port makes another group for the same listener, which is done with the old one then.
    group.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.DELETE;
    return group;
  }
}

/** Stays when it leaves the template; goes when its first deployment fails. */
function kept<T extends CfnResource>(resource: T): T {
  resource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  return resource;
}

function tcp(cidrIp: string, port: number, description: string) {
  return {
    ipProtocol: 'tcp',
    fromPort: port,
    toPort: port,
    cidrIp,
    description,
  };
}

function attributes(values: Readonly<Record<string, string | number | boolean>>) {
  return Object.entries(values).map(([key, value]) => ({ key, value: String(value) }));
}
