import { apiGatewayError as error } from '../service-error';
import type { ControlPlaneRoute } from './route';
import type { ApiGatewayState } from './state';

/** REST APIs: GetRestApi. */
export function restApiRoutes(state: ApiGatewayState): ControlPlaneRoute[] {
  return [
    {
      operation: 'GetRestApi',
      method: 'GET',
      path: '/restapis/{}',
      run: ({ ids: [id = ''] }) => {
        const api = state.restApis.get(id);
        if (!api) throw error.notFound('Invalid API identifier specified');
        const { policy, ...settings } = api;
        // API Gateway escapes the quotes of a policy once more.
        const escaped = policy === undefined ? {} : { policy: JSON.stringify(policy).slice(1, -1) };
        return { status: 200, body: { id, ...settings, ...escaped } };
      },
    },
  ];
}
