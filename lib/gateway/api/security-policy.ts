import { type CfnRestApi, EndpointAccessMode, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { EndpointAccess, GatewayConfig } from '../../config/environment';

/**
 * API Gateway's endpoint access modes. The enhanced policies need one; strict mode refuses a request whose Host differs
 * from the name in its TLS handshake. TLS_1_2 allows none, and an API or domain that had one keeps it until it is set to
 * the empty text (API Gateway developer guide, "Security policies for REST APIs", "Endpoint access mode").
 */
export const ACCESS_MODES: Readonly<Record<EndpointAccess, string>> = {
  strict: EndpointAccessMode.STRICT,
  basic: EndpointAccessMode.BASIC,
  reset: '',
};

/**
 * Sets the lowest TLS version and the ciphers of an API, for its default endpoint and all its domains: the API's own
 * policy applies to both (API Gateway developer guide, "Choose a security policy for your custom domain"). A regional
 * API without a policy accepts TLS 1.0.
 */
export function setSecurityPolicy(
  api: RestApi,
  { tlsPolicy, endpointAccess }: Pick<GatewayConfig, 'tlsPolicy' | 'endpointAccess'>,
): void {
  const resource = api.node.defaultChild as CfnRestApi;
  resource.securityPolicy = tlsPolicy;
  if (endpointAccess) resource.endpointAccessMode = ACCESS_MODES[endpointAccess];
}
