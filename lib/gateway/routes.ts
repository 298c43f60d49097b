/** Declared routes reach the UI nodes; every other path and method is answered 404 by API Gateway itself. */
import {
  AuthorizationType,
  type IAuthorizer,
  type IResource,
  MockIntegration,
  PassthroughBehavior,
  type RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { RouteConfig } from '../config/environment';
import { ROUTE_UNKNOWN_BODY } from './gateway-responses';
import { STAGE_NAME } from './names';
import type { UiNodeIntegrations, UiNodeTarget } from './ui-node-integration';

/** Matches one segment or more, never an empty rest: hence a method at the path itself and one below it. */
const PROXY = '{proxy+}';

export interface RouteOptions {
  readonly routes: readonly RouteConfig[];
  readonly uiNodes: UiNodeIntegrations;
  readonly authorizer: IAuthorizer;
}

/** Makes the methods of a gateway. */
export function addRoutes(api: RestApi, { routes, uiNodes, authorizer }: RouteOptions): void {
  for (const { path, methods } of routes) {
    const route = api.root.resourceForPath(path.slice(`/${STAGE_NAME}`.length));
    const below = route.getResource(PROXY) ?? route.addResource(PROXY);
    for (const method of methods) {
      addMethod(route, { method, path, proxied: false }, uiNodes, authorizer);
      addMethod(below, { method, path: `${path}/{proxy}`, proxied: true }, uiNodes, authorizer);
    }
  }
  api.root.addResource(PROXY);
  for (const resource of [api.root, ...resourcesBelow(api.root)]) {
    resource.addMethod('ANY', routeUnknown(), ROUTE_UNKNOWN_METHOD);
  }
}

function addMethod(
  resource: IResource,
  target: UiNodeTarget,
  uiNodes: UiNodeIntegrations,
  authorizer: IAuthorizer,
): void {
  const method = resource.addMethod(target.method, uiNodes.integration(target), {
    authorizationType: AuthorizationType.CUSTOM,
    authorizer,
    apiKeyRequired: true,
    ...(target.proxied && { requestParameters: { 'method.request.path.proxy': true } }),
  });
  uiNodes.complete(method);
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
