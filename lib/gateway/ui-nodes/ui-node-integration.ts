import { Duration } from 'aws-cdk-lib';
import {
  type CfnMethod,
  ConnectionType,
  Integration,
  IntegrationType,
  type Method,
  ResponseTransferMode,
  VpcLink,
} from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import type { AuthorizerContext } from '../../../lambda/authorizer/contract';
import type { PlatformConfig, UiNodesConfig } from '../../config/environment';
import { Forwarder, type ForwarderProps } from './forwarder';
import { placeOf } from './private-ui-nodes';
import { sharedValue } from '../shared';

export interface UiNodeTarget {
  readonly method: string;
  /** HTTPS origin of the route's own nodes. */
  readonly brandEndpoint?: string | undefined;
  /** Path on the node. */
  readonly path: string;
  /** True if the path ends with `{proxy}`. */
  readonly proxied: boolean;
}

/** Way of one gateway's methods to the UI nodes. */
export interface UiNodeIntegrations {
  integration(target: UiNodeTarget): Integration;
  /** Sets what the construct library does not support yet. */
  complete(method: Method): void;
  /** Further input for the hash in the deployment's id. */
  readonly salt: unknown;
}

/** Returns the integrations for a gateway: over the internet, through the VPC link, or by the forwarder. */
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
    // Another VPC or other subnets make a new link and load balancer, whose ids are not in the template. Going back to
    // the former ones does not: a gateway that was not deployed in between keeps the old link, which is retained.
    salt: placeOf(nodes),
  };
}

/**
 * Takes the place of a consumer's cookies, because a session cookie would be a second credential. A mapped value replaces
 * the consumer's header; what an empty one does is neither documented nor recorded.
 */
const NO_COOKIES = "'cookies=dropped'";

/** Without it, a node may compress, and API Gateway would take the compressed bytes for UTF-8 text and damage them. */
const NOT_COMPRESSED = "'identity'";

function httpProxy(
  { brandEndpoint: shared, timeoutSeconds, answers, authorization }: UiNodesConfig,
  { method, brandEndpoint = shared, path, proxied }: UiNodeTarget,
  connection: object = {},
): Integration {
  const streamed = answers === 'streamed';
  return new Integration({
    type: IntegrationType.HTTP_PROXY,
    integrationHttpMethod: method,
    uri: `${brandEndpoint}${path}`,
    options: {
      ...connection,
      timeout: Duration.seconds(timeoutSeconds),
      ...(streamed && { responseTransferMode: ResponseTransferMode.STREAM }),
      requestParameters: {
        // The node verifies the signature over the host that the consumer called. This replaces the consumer's header.
        'integration.request.header.X-Forwarded-Host': 'context.domainName',
        ...(authorization === 'canonical' && {
          'integration.request.header.Authorization': fromAuthorizer('authorization'),
        }),
        // Without a value, which is the rule, the mapping sends nothing.
        'integration.request.header.Forwarded': fromAuthorizer('forwarded'),
        'integration.request.header.Cookie': NO_COOKIES,
        // API Gateway does not compress streamed answers, and passes their bytes on as they are.
        ...(!streamed && { 'integration.request.header.Accept-Encoding': NOT_COMPRESSED }),
        ...(proxied && { 'integration.request.path.proxy': 'method.request.path.proxy' }),
      },
    },
  });
}

/** A mapping's source: a value that the authorizer added to the request context. */
function fromAuthorizer(key: keyof AuthorizerContext): string {
  return `context.authorizer.${key}`;
}
