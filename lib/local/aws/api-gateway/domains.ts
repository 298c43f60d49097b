import { apiGatewayError as error } from '../service-error';
import type { ControlPlaneRoute } from './route';
import type { ApiGatewayState, CustomDomain } from './state';

/** Custom domains: GetDomainName, GetBasePathMappings. */
export function domainRoutes(state: ApiGatewayState): ControlPlaneRoute[] {
  return [
    {
      operation: 'GetDomainName',
      method: 'GET',
      path: '/domainnames/{}',
      run: ({ ids: [name] }) => {
        const { certificateArn } = find(state, name);
        const body = { domainName: name, domainNameStatus: 'AVAILABLE', regionalCertificateArn: certificateArn };
        return { status: 200, body };
      },
    },
    {
      operation: 'GetBasePathMappings',
      method: 'GET',
      path: '/domainnames/{}/basepathmappings',
      run: ({ ids: [name] }) => ({ status: 200, body: { item: find(state, name).mappings } }),
    },
  ];
}

function find(state: ApiGatewayState, name: string | undefined): CustomDomain {
  const domain = state.domains.get(name ?? '');
  if (!domain) throw error.notFound('Invalid domain name identifier specified');
  return domain;
}
