import type { ApiGatewayState, RestApi } from './state';
import { page } from '../page';
import { apiGatewayError as error } from '../service-error';
import { apiKeyRoutes, pageSize } from './api-keys';
import type { ControlPlaneAnswer, ControlPlaneRoute } from './route';
import { usageRoutes } from './usage';
import { usagePlanRoutes } from './usage-plans';

/** API Gateway's control plane over {@link ApiGatewayState} (API Gateway V1 API reference). */
export class ControlPlaneStandIn {
  private readonly routes: readonly (ControlPlaneRoute & { readonly pattern: RegExp })[];

  constructor(state: ApiGatewayState, now: () => Date) {
    this.routes = [
      ...apiKeyRoutes(state, now),
      ...usagePlanRoutes(state),
      ...usageRoutes(state, now),
      ...restApiRoutes(state),
    ].map((route) => ({ ...route, pattern: new RegExp(`^${route.path.replaceAll('{}', '([^/]+)')}$`) }));
  }

  /** Name of the operation that a method and path stand for, or `undefined`. */
  operation(method: string, path: string): string | undefined {
    return this.route(method, path)?.operation;
  }

  /** Answers one request; throws a ServiceError as AWS would. */
  call(method: string, url: URL, body: Readonly<Record<string, unknown>>): ControlPlaneAnswer {
    const route = this.route(method, url.pathname);
    if (!route) throw error.notFound(`apigateway: ${method} ${url.pathname} has no stand-in`);
    const [, ...ids] = (route.pattern.exec(url.pathname) ?? []).map((part) => decodeURIComponent(part));
    return route.run({ ids, query: url.searchParams, body });
  }

  private route(method: string, path: string) {
    return this.routes.find((route) => route.method === method && route.pattern.test(path));
  }
}

const written = ({ id, name }: RestApi) => ({ id, name, apiKeySource: 'AUTHORIZER' });

function restApiRoutes(state: ApiGatewayState): ControlPlaneRoute[] {
  const find = (id: string | undefined) => {
    const api = id === undefined ? undefined : state.restApis.get(id);
    if (!api) throw error.notFound('Invalid API identifier specified');
    return api;
  };
  return [
    {
      operation: 'GetRestApis',
      method: 'GET',
      path: '/restapis',
      run: ({ query }) => {
        const { items, next } = page([...state.restApis.values()], pageSize(query), query.get('position'));
        return { status: 200, body: { item: items.map(written), position: next } };
      },
    },
    {
      operation: 'GetRestApi',
      method: 'GET',
      path: '/restapis/{}',
      run: ({ ids: [id] }) => ({ status: 200, body: written(find(id)) }),
    },
    {
      operation: 'GetStages',
      method: 'GET',
      path: '/restapis/{}/stages',
      run: ({ ids: [id] }) => ({ status: 200, body: { item: find(id).stages.map((stageName) => ({ stageName })) } }),
    },
  ];
}
