/** Declared routes reach the UI nodes; every other path and method is answered 404 by API Gateway itself. */
import {
  AuthorizationType,
  HttpIntegration,
  type IAuthorizer,
  type IResource,
  MockIntegration,
  PassthroughBehavior,
  type RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { RouteConfig, UiNodesConfig } from '../config/environment';
import { ROUTE_UNKNOWN_BODY } from './gateway-responses';
import { STAGE_NAME } from './names';

/** What `{proxy+}` matched goes on as it came (facts of API Gateway: it never matches an empty rest). */
const PROXY = '{proxy+}';

export interface RouteOptions {
  readonly routes: readonly RouteConfig[];
  readonly uiNodes: UiNodesConfig;
  readonly authorizer: IAuthorizer;
}

/** Makes the methods of a gateway. */
export function addRoutes(api: RestApi, { routes, uiNodes, authorizer }: RouteOptions): void {
  for (const { path, methods } of routes) {
    const route = api.root.resourceForPath(path.slice(`/${STAGE_NAME}`.length));
    const below = route.getResource(PROXY) ?? route.addResource(PROXY);
    for (const method of methods) {
      addMethod(route, method, `${uiNodes.brandEndpoint}${path}`, authorizer);
      addMethod(below, method, `${uiNodes.brandEndpoint}${path}/{proxy}`, authorizer, true);
    }
  }
  api.root.addResource(PROXY);
  for (const resource of [api.root, ...resourcesBelow(api.root)])
    resource.addMethod('ANY', routeUnknown(), ROUTE_UNKNOWN_METHOD);
}

function addMethod(resource: IResource, method: string, uri: string, authorizer: IAuthorizer, proxied = false): void {
  const integration = new HttpIntegration(uri, {
    httpMethod: method,
    proxy: true,
    options: {
      requestParameters: {
        // The node verifies the signature over the host that the client called; the mapping replaces a client's value.
        'integration.request.header.X-Forwarded-Host': 'context.domainName',
        ...(proxied && { 'integration.request.path.proxy': 'method.request.path.proxy' }),
      },
    },
  });
  resource.addMethod(method, integration, {
    authorizationType: AuthorizationType.CUSTOM,
    authorizer,
    apiKeyRequired: true,
    ...(proxied && { requestParameters: { 'method.request.path.proxy': true } }),
  });
}

const ROUTE_UNKNOWN_METHOD = {
  authorizationType: AuthorizationType.NONE,
  apiKeyRequired: false,
  methodResponses: [{ statusCode: '404' }],
};

const routeUnknown = () =>
  new MockIntegration({
    passthroughBehavior: PassthroughBehavior.NEVER,
    requestTemplates: { 'application/json': '{"statusCode":404}' },
    integrationResponses: [{ statusCode: '404', responseTemplates: { 'application/json': ROUTE_UNKNOWN_BODY } }],
  });

function resourcesBelow(resource: IResource): readonly IResource[] {
  const children = resource.node.children.filter((child): child is typeof child & IResource => 'resourceId' in child);
  return children.flatMap((child) => [child, ...resourcesBelow(child)]);
}
