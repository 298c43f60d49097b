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
import type { BackendConfig, PrivateNodesConfig } from '../../config/environment';
import { STAGE_NAME } from '../names';
import { AFTER_BACKENDS, backendPriorities } from './backend-priorities';
import { nodesByPlace } from '../../config/nodes-by-place';
import { publishShared } from '../shared';

const HTTPS = 443;
/** Longer than any integration timeout, so that the load balancer never closes a connection first. */
const IDLE_SECONDS = 310;

const STAGE_TWICE = { field: 'path-pattern', pathPatternConfig: { values: [`/${STAGE_NAME}/${STAGE_NAME}/*`] } };
const WITHOUT_STAGE = {
  type: 'url-rewrite',
  urlRewriteConfig: {
    rewrites: [{ regex: `^/${STAGE_NAME}/${STAGE_NAME}/(.*)$`, replace: `/${STAGE_NAME}/$1` }],
  },
};

export interface PrivateUiNodesProps {
  readonly environment: string;
  readonly nodes: PrivateNodesConfig;
}

/** Returns a name for the VPC and subnets. If they change, everything in them must be replaced. */
export function placeOf({ vpcId, subnetIds }: Pick<PrivateNodesConfig, 'vpcId' | 'subnetIds'>): string {
  return createHash('sha256')
    .update(JSON.stringify([vpcId, subnetIds.toSorted()]))
    .digest('hex')
    .slice(0, 8);
}

/**
 * The route to UI nodes that are not on the internet: VPC link → load balancer → nodes, with HTTPS on every hop.
 *
 * The link is a V2 link, which REST APIs support since November 2025 and AWS recommends. It leads to an Application Load
 * Balancer, whose HTTPS target group does not verify the nodes' certificates and whose rules correct the path (see
 * `listen`). A V1 link requires a Network Load Balancer, behind which API Gateway itself would verify each node's
 * certificate.
 *
 * A change of VPC or subnets replaces everything, because all logical ids change. A deployed gateway keeps using the old
 * link until its own stack is deployed again, so the old link cannot be deleted yet. Therefore resources that leave the
 * template are retained, to be deleted by hand once no gateway uses them (docs/how-to/remove-things.md). That includes
 * what the link and the listener depend on: the security groups, the target group and the load balancer. Only a failed
 * first deployment deletes what it made. The load balancer has no deletion protection, because that would block such a
 * rollback and would not protect listeners; the stack has termination protection instead.
 */
export class PrivateUiNodes extends Construct {
  /** Parent of everything that is replaced if the VPC or the subnets change. */
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
    // These parameters keep their names, so their logical ids must not change.
    publishShared(this, environment, 'vpc-link-id', link.attrVpcLinkId);
    publishShared(this, environment, 'load-balancer-arn', balancer.ref);
    publishShared(this, environment, 'load-balancer-host', balancer.attrDnsName);
    publishShared(this, environment, 'callers-security-group-id', callers.attrGroupId);
  }

  /** Security group of the callers of the load balancer: the VPC link and the forwarders. */
  private callers({ vpcId, vpcCidrs }: PrivateNodesConfig): CfnSecurityGroup {
    return kept(
      new CfnSecurityGroup(this.place, 'Callers', {
        groupDescription: 'VPC link and forwarders on their way to the load balancer',
        vpcId,
        securityGroupEgress: vpcCidrs.map((block) => tcp(block, HTTPS, 'To the load balancer')),
      }),
    );
  }

  private loadBalancer(config: PrivateNodesConfig, callers: CfnSecurityGroup) {
    const { vpcId, subnetIds, backends } = config;
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
        securityGroupEgress: [...nodesByPlace([config, ...backends]).values()].map(({ address, port }) =>
          tcp(`${address}/32`, port, 'To a UI node'),
        ),
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
          // A header that only one of two readers accepts must not reach the nodes.
          'routing.http.drop_invalid_header_fields.enabled': true,
        }),
      }),
    );
  }

  private listen(config: PrivateNodesConfig, balancer: CfnLoadBalancer): void {
    const target = kept(this.targetGroup('Nodes', config, config));
    // A new port replaces the target group, and the listener no longer uses the old one.
    target.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.DELETE;
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
      // The load balancer chooses by the requested host name. CloudFormation allows one certificate per resource. It is
      // not retained, because a certificate in use cannot be deleted.
      new CfnListenerCertificate(this.place, `Certificate-${arn.split('/').at(-1)}`, {
        listenerArn: listener.ref,
        certificates: [{ certificateArn: arn }],
      });
    }
    for (const [backend, priority] of backendPriorities(config.backends))
      this.addBackend(backend, priority, config, listener);
    // According to API Gateway's documentation, a private integration prefixes the path with the stage, which would make
    // it /aps/aps/2/…. No other request has such a path, so the rule does no harm if there is no prefix.
    kept(
      new CfnListenerRule(this.place, 'WithoutStage', {
        listenerArn: listener.ref,
        // Before it, the rules of hosts with nodes of their own.
        priority: config.backends.length > 0 ? AFTER_BACKENDS : 1,
        conditions: [STAGE_TWICE],
        transforms: [WITHOUT_STAGE],
        actions: [{ type: 'forward', targetGroupArn: target.ref }],
      }),
    );
  }

  /**
   * Sends requests for a host to its own nodes. Nothing of it is retained: without the certificate of the host, which is
   * not retained either, the load balancer lets no request for it in.
   */
  private addBackend(
    backend: BackendConfig,
    priority: number,
    config: PrivateNodesConfig,
    listener: CfnListener,
  ): void {
    const target = this.targetGroup(`Nodes-${backend.host}`, backend, config);
    const isHost = { field: 'host-header', hostHeaderConfig: { values: [backend.host] } };
    const common = {
      listenerArn: listener.ref,
      actions: [{ type: 'forward', targetGroupArn: target.ref }],
    };
    new CfnListenerRule(this.place, `WithoutStage-${backend.host}`, {
      ...common,
      priority,
      conditions: [isHost, STAGE_TWICE],
      transforms: [WITHOUT_STAGE],
    });
    new CfnListenerRule(this.place, `Host-${backend.host}`, {
      ...common,
      priority: priority + 1,
      conditions: [isHost],
    });
  }

  private targetGroup(
    id: string,
    { nodes, port, healthCheck }: Pick<PrivateNodesConfig, 'nodes' | 'port' | 'healthCheck'>,
    { vpcId, crossZone }: PrivateNodesConfig,
  ): CfnTargetGroup {
    return new CfnTargetGroup(this.place, id, {
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

/** Retains a resource that leaves the template, unless its first deployment fails. */
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
