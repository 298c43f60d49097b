/**
 * The lowest TLS version and the ciphers of a gateway. The API's own policy decides, also where it is called by a
 * domain's name (API Gateway developer guide, "Choose a security policy for your custom domain"); a regional API
 * without one takes TLS 1.0.
 */
import { type CfnRestApi, EndpointAccessMode, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { TlsPolicy } from '../../config/environment';

/**
 * How requests have to come in: the enhanced policies ask for a mode; strict also refuses a request whose Host is
 * another name than its TLS's. Beside TLS_1_2 there is none, not even basic (API Gateway API reference, "CreateRestApi").
 */
export function endpointAccessMode(policy: TlsPolicy): EndpointAccessMode | undefined {
  return policy === 'TLS_1_2' ? undefined : EndpointAccessMode.STRICT;
}

/** Gives an API the policy of its domains, which have one in common, or of its default endpoint. */
export function setSecurityPolicy(api: RestApi, policy: TlsPolicy): void {
  const mode = endpointAccessMode(policy);
  const resource = api.node.defaultChild as CfnRestApi;
  resource.securityPolicy = policy;
  if (mode) resource.endpointAccessMode = mode;
}
