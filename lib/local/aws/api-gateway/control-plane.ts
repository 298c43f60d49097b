import type { ApiGatewayState } from './state';
import { apiGatewayError as error } from '../service-error';
import { apiKeyRoutes } from './api-keys';
import { clientCertificateRoutes } from './client-certificates';
import { domainRoutes } from './domains';
import { restApiRoutes } from './rest-apis';
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
      ...clientCertificateRoutes(state),
      ...domainRoutes(state),
      ...restApiRoutes(state),
    ].map((route) => ({
      ...route,
      pattern: new RegExp(`^${route.path.replaceAll('{}', '([^/]+)')}$`),
    }));
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
