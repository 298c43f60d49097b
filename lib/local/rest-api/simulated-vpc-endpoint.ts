import { headerValue, type IncomingRequest } from '../http/http-message';

/** Header that names the VPC endpoint through which a request comes: localhost has none. It never reaches a gateway. */
export const VPC_ENDPOINT_HEADER = 'X-Simulated-Vpc-Endpoint';

/** The VPC of every simulated VPC endpoint. */
export const SIMULATED_VPC = 'vpc-0000000000000local';

/** Takes the simulated VPC endpoint out of the headers of a request. */
export function withVpcEndpoint(request: IncomingRequest): IncomingRequest {
  const vpcEndpoint = headerValue(request.headers, VPC_ENDPOINT_HEADER);
  if (vpcEndpoint === undefined) return request;
  const isOther = ([name]: readonly [string, string]) => name.toLowerCase() !== VPC_ENDPOINT_HEADER.toLowerCase();
  return { ...request, vpcEndpoint, headers: request.headers.filter(isOther) };
}
