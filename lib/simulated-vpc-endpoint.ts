/** Header that names the VPC endpoint through which a request comes: localhost has none. It never reaches a gateway. */
export const VPC_ENDPOINT_HEADER = 'X-Simulated-Vpc-Endpoint';
