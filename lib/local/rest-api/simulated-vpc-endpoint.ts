import { VPC_ENDPOINT_HEADER } from '../../simulated-vpc-endpoint';
import { headerValue, type IncomingRequest } from '../http/http-message';

/** The VPC of every simulated VPC endpoint. */
export const SIMULATED_VPC = 'vpc-0000000000000local';

/** Takes the simulated VPC endpoint out of the headers of a request. */
export function withVpcEndpoint(request: IncomingRequest): IncomingRequest {
  const vpcEndpoint = headerValue(request.headers, VPC_ENDPOINT_HEADER);
  if (vpcEndpoint === undefined) return request;
  return { ...request, vpcEndpoint, headers: request.headers.filter(isOther) };
}

function isOther([name]: readonly [string, string]): boolean {
  return name.toLowerCase() !== VPC_ENDPOINT_HEADER.toLowerCase();
}
