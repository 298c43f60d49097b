import { type CfnRestApi, EndpointAccessMode, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { TlsPolicy } from '../../config/environment';

/**
 * Returns the endpoint access mode that a security policy requires. The enhanced policies need one; strict mode also
 * refuses a request whose Host differs from the name in its TLS handshake. TLS_1_2 allows none, not even basic (API
 * Gateway API reference, "CreateRestApi").
 */
export function endpointAccessMode(policy: TlsPolicy): EndpointAccessMode | undefined {
  return policy === 'TLS_1_2' ? undefined : EndpointAccessMode.STRICT;
}

/**
 * Sets the lowest TLS version and the ciphers of an API, for its default endpoint and all its domains: the API's own
 * policy applies to both (API Gateway developer guide, "Choose a security policy for your custom domain"). A regional
 * API without a policy accepts TLS 1.0.
 */
export function setSecurityPolicy(api: RestApi, policy: TlsPolicy): void {
  const mode = endpointAccessMode(policy);
  const resource = api.node.defaultChild as CfnRestApi;
  resource.securityPolicy = policy;
  if (mode) resource.endpointAccessMode = mode;
}
