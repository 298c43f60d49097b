import { RemovalPolicy, Stack } from 'aws-cdk-lib';
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
import type { PrivateNodesConfig } from '../config/environment';
import { STAGE_NAME } from './names';
import { publishShared } from './shared';

const HTTPS = 443;
/** Longer than any integration waits, so that the load balancer never is the one that gives up. */
const IDLE_SECONDS = 310;

export interface PrivateUiNodesProps {
  readonly environment: string;
  readonly nodes: PrivateNodesConfig;
  readonly deletionProtection: boolean;
}

/**
 * A way to UI nodes that the internet does not reach: VPC link → load balancer → nodes, HTTPS all along.
 *
 * The link is a "V2" one, which REST APIs take since November 2025 and AWS advises: it leads to an Application Load
 * Balancer, whose HTTPS target group does not check the nodes' certificates, and whose rules mend the path (below). A
 * "V1" link would need a Network Load Balancer, through which API Gateway itself would meet each node's certificate.
 *
 * Another VPC or other subnets make a new link and load balancer. A link cannot be deleted while a deployment of a
 * gateway refers to it, so the old one is retained. The order: deploy the platform stack, then every reseller's stack,
 * which takes the new link's id, then delete the old link by hand.
 */
export class PrivateUiNodes extends Construct {
  constructor(scope: Construct, id: string, { environment, nodes, deletionProtection }: PrivateUiNodesProps) {
    super(scope, id);
    const callers = this.callers(nodes);
    const balancer = this.loadBalancer(nodes, callers, deletionProtection);
    this.listen(nodes, balancer);
    const link = new CfnVpcLink(this, 'VpcLink', {
      name: `${Stack.of(this).stackName}-ui-nodes`,
      subnetIds: [...nodes.subnetIds],
      securityGroupIds: [callers.attrGroupId],
    });
    link.applyRemovalPolicy(RemovalPolicy.RETAIN);
    publishShared(this, environment, 'vpc-link-id', link.attrVpcLinkId);
    publishShared(this, environment, 'load-balancer-arn', balancer.ref);
    publishShared(this, environment, 'load-balancer-host', balancer.attrDnsName);
    publishShared(this, environment, 'callers-security-group-id', callers.attrGroupId);
  }

  /** Who may call the load balancer: the VPC link, and forwarders. */
  private callers({ vpcId, vpcCidrs }: PrivateNodesConfig): CfnSecurityGroup {
    return new CfnSecurityGroup(this, 'Callers', {
      groupDescription: 'VPC link and forwarders on their way to the load balancer',
      vpcId,
      securityGroupEgress: vpcCidrs.map((block) => tcp(block, HTTPS, 'To the load balancer')),
    });
  }

  private loadBalancer(
    { vpcId, subnetIds, nodes, port }: PrivateNodesConfig,
    callers: CfnSecurityGroup,
    protect: boolean,
  ) {
    const group = new CfnSecurityGroup(this, 'LoadBalancerGroup', {
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
    });
    return new CfnLoadBalancer(this, 'LoadBalancer', {
      type: 'application',
      scheme: 'internal',
      subnets: [...subnetIds],
      securityGroups: [group.attrGroupId],
      loadBalancerAttributes: attributes({
        'idle_timeout.timeout_seconds': IDLE_SECONDS,
        'deletion_protection.enabled': protect,
      }),
    });
  }

  private listen(config: PrivateNodesConfig, balancer: CfnLoadBalancer): void {
    const target = this.targetGroup(config);
    const listener = new CfnListener(this, 'Listener', {
      loadBalancerArn: balancer.ref,
      protocol: 'HTTPS',
      port: HTTPS,
      sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      certificates: [{ certificateArn: config.certificateArn }],
      defaultActions: [{ type: 'forward', targetGroupArn: target.ref }],
    });
    for (const arn of config.furtherCertificateArns) {
      // The load balancer chooses by the name that its caller asks for; CloudFormation takes one for each resource.
      new CfnListenerCertificate(this, `Certificate-${arn.split('/').at(-1)}`, {
        listenerArn: listener.ref,
        certificates: [{ certificateArn: arn }],
      });
    }
    // API Gateway's documentation says that a private integration puts the stage before the path. Where it does, the
    // nodes would get /aps/aps/2/…, a path that nothing else asks for; where it does not, the rule never matches.
    new CfnListenerRule(this, 'WithoutStage', {
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
    });
  }

  private targetGroup({ vpcId, nodes, port, crossZone, healthCheck }: PrivateNodesConfig): CfnTargetGroup {
    return new CfnTargetGroup(this, 'Nodes', {
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
    });
  }
}

const tcp = (cidrIp: string, port: number, description: string) => ({
  ipProtocol: 'tcp',
  fromPort: port,
  toPort: port,
  cidrIp,
  description,
});

const attributes = (values: Readonly<Record<string, string | number | boolean>>) =>
  Object.entries(values).map(([key, value]) => ({ key, value: String(value) }));
