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
      run: ({ ids: [name], query }) => {
        const { certificateArn } = find(state, name, query);
        const body = { domainName: name, domainNameStatus: 'AVAILABLE', regionalCertificateArn: certificateArn };
        return { status: 200, body };
      },
    },
    {
      operation: 'GetBasePathMappings',
      method: 'GET',
      path: '/domainnames/{}/basepathmappings',
      run: ({ ids: [name], query }) => ({ status: 200, body: { item: find(state, name, query).mappings } }),
    },
  ];
}

/** Finds a domain on the internet by its name, a private one by its name and id. */
function find(state: ApiGatewayState, name = '', query: URLSearchParams): CustomDomain {
  const id = query.get('domainNameId');
  const domain = state.domains.get(id === null ? name : `${name}+${id}`);
  if (!domain) throw error.notFound('Invalid domain name identifier specified');
  return domain;
}
