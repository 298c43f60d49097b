/** How a method reaches the UI nodes: by API Gateway over the internet, through the VPC link, or by the forwarder. */
import { Duration } from 'aws-cdk-lib';
import {
  type CfnMethod,
  ConnectionType,
  Integration,
  IntegrationType,
  type Method,
  VpcLink,
} from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import type { PlatformConfig, UiNodesConfig } from '../../config/environment';
import { Forwarder, type ForwarderProps } from './forwarder';
import { placeOf } from './private-ui-nodes';
import { sharedValue } from '../shared';

export interface UiNodeTarget {
  readonly method: string;
  /** Path on the node. */
  readonly path: string;
  /** Whether the path ends with `{proxy}`. */
  readonly proxied: boolean;
}

export interface UiNodeIntegrations {
  integration(target: UiNodeTarget): Integration;
  /** What the construct library has no property for yet. */
  complete(method: Method): void;
  /** What a deployment depends on besides its methods: hashed into its id. */
  readonly salt: unknown;
}

/** Chooses the way by the gateway's configuration. */
export function uiNodeIntegrations(scope: Construct, props: ForwarderProps): UiNodeIntegrations {
  const { gateway, platform, environment } = props;
  if (gateway.uiNodes.forwarding === 'lambda') {
    const { integration } = new Forwarder(scope, 'Forwarder', props);
    return { integration: () => integration, complete: () => undefined, salt: {} };
  }
  if (platform.privateNodes) return throughLink(scope, environment, gateway.uiNodes, platform.privateNodes);
  return { integration: (target) => httpProxy(gateway.uiNodes, target), complete: () => undefined, salt: {} };
}

function throughLink(
  scope: Construct,
  environment: string,
  uiNodes: UiNodesConfig,
  nodes: NonNullable<PlatformConfig['privateNodes']>,
): UiNodeIntegrations {
  const vpcLink = VpcLink.fromVpcLinkId(scope, 'VpcLink', sharedValue(scope, environment, 'vpc-link-id'));
  const loadBalancerArn = sharedValue(scope, environment, 'load-balancer-arn');
  return {
    integration: (target) => httpProxy(uiNodes, target, { connectionType: ConnectionType.VPC_LINK, vpcLink }),
    complete: (method) => {
      (method.node.defaultChild as CfnMethod).addPropertyOverride('Integration.IntegrationTarget', loadBalancerArn);
    },
    // Another place makes a new link and load balancer, whose ids the template does not show. The same place declared
    // anew does not: a gateway that was not deployed meanwhile stays with the old ones, which are retained.
    salt: placeOf(nodes),
  };
}

function httpProxy(
  { brandEndpoint, timeoutSeconds }: UiNodesConfig,
  { method, path, proxied }: UiNodeTarget,
  connection: object = {},
): Integration {
  return new Integration({
    type: IntegrationType.HTTP_PROXY,
    integrationHttpMethod: method,
    uri: `${brandEndpoint}${path}`,
    options: {
      ...connection,
      timeout: Duration.seconds(timeoutSeconds),
      requestParameters: {
        // The node verifies the signature over the host that the client called; the mapping replaces a client's value.
        'integration.request.header.X-Forwarded-Host': 'context.domainName',
        ...(proxied && { 'integration.request.path.proxy': 'method.request.path.proxy' }),
      },
    },
  });
}
