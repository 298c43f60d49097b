import {
  AuthorizationType,
  CfnMethod,
  type IAuthorizer,
  type IResource,
  IntegrationType,
  PassthroughBehavior,
  type RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import type { RouteConfig } from '../../config/environment';
import { ROUTE_UNKNOWN_BODY } from './gateway-responses';
import { STAGE_NAME } from '../names';
import type { UiNodeIntegrations, UiNodeTarget } from '../ui-nodes/ui-node-integration';

/** Matches one or more segments, never zero, so a route needs a method at its path and one below it. */
const PROXY = '{proxy+}';

export interface RouteOptions {
  readonly routes: readonly RouteConfig[];
  readonly uiNodes: UiNodeIntegrations;
  readonly authorizer: IAuthorizer;
}

/** Adds the methods of a gateway: declared routes reach the UI nodes; API Gateway answers 404 to everything else. */
export function addRoutes(api: RestApi, { routes, uiNodes, authorizer }: RouteOptions): void {
  for (const { path, methods, brandEndpoint } of routes) {
    const route = api.root.resourceForPath(path.slice(`/${STAGE_NAME}`.length));
    const below = route.getResource(PROXY) ?? route.addResource(PROXY);
    for (const method of methods) {
      addMethod(route, { method, brandEndpoint, path, proxied: false }, uiNodes, authorizer);
      addMethod(below, { method, brandEndpoint, path: `${path}/{proxy}`, proxied: true }, uiNodes, authorizer);
    }
  }
  api.root.addResource(PROXY);
  const unknown = new Construct(api, 'RouteUnknown');
  const resources = [api.root, ...resourcesBelow(api.root)];
  const between = resources.filter((resource) => isBetweenRoutes(resource, routes));
  for (const resource of resources.filter((one) => !between.includes(one))) {
    // Not an L2 method: there is nothing to authorize, and each takes as much synthesis time as four of these.
    new CfnMethod(unknown, resource.path, {
      ...ROUTE_UNKNOWN,
      restApiId: api.restApiId,
      resourceId: resource.resourceId,
    });
  }
  api.latestDeployment?.addToLogicalId(JSON.stringify(ROUTE_UNKNOWN));
  if (between.length > 0) api.latestDeployment?.addToLogicalId(JSON.stringify(between.map(({ path }) => path)));
  api.latestDeployment?.node.addDependency(unknown);
}

/**
 * Tests for a resource between a route and another one below it. Its requests belong to the outer route, so it has no method:
 * API Gateway then goes on to the route's `{proxy+}` (recorded).
 */
function isBetweenRoutes({ path }: IResource, routes: readonly RouteConfig[]): boolean {
  const own = `/${STAGE_NAME}${path}`;
  return (
    !path.endsWith(PROXY) &&
    routes.some((route) => own.startsWith(`${route.path}/`)) &&
    routes.every((route) => route.path !== own)
  );
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

/** A MOCK integration refuses requests of all other content types as UNSUPPORTED_MEDIA_TYPE. */
const CONTENT_TYPES = ['application/json', 'application/x-www-form-urlencoded', 'application/xml', 'text/plain'];

/** API Gateway answers 404 itself: no UI node gets the request, and it counts toward no consumer's quota. */
const ROUTE_UNKNOWN = {
  httpMethod: 'ANY',
  authorizationType: AuthorizationType.NONE,
  apiKeyRequired: false,
  integration: {
    type: IntegrationType.MOCK,
    passthroughBehavior: PassthroughBehavior.NEVER,
    requestTemplates: Object.fromEntries(CONTENT_TYPES.map((type) => [type, '{"statusCode":404}'])),
    integrationResponses: [{ statusCode: '404', responseTemplates: { 'application/json': ROUTE_UNKNOWN_BODY } }],
  },
  methodResponses: [{ statusCode: '404' }],
};

function resourcesBelow(resource: IResource): readonly IResource[] {
  const children = resource.node.children.filter((child): child is typeof child & IResource => 'resourceId' in child);
  return children.flatMap((child) => [child, ...resourcesBelow(child)]);
}
