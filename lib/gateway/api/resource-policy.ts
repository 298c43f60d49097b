import { AnyPrincipal, type Conditions, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { VpcEndpointConfig } from '../../config/environment';

/**
 * Returns the resource policy of an API on the internet: it allows only these addresses, or every address if there are
 * none. The second is needed because CloudFormation leaves a policy in place when a template no longer declares it
 * (aws/aws-cdk, issue 21840).
 *
 * The authorizer decides only as long as its policy has a statement that matches the request: without one, this Allow
 * would let the request in (API Gateway developer guide, "How API Gateway resource policies affect authorization
 * workflow", table A). Therefore its Deny covers `*`.
 */
export function externalPolicy(blocks: readonly string[]): PolicyDocument {
  return allowExcept(blocks.length > 0 ? [{ NotIpAddress: { 'aws:SourceIp': [...blocks] } }] : []);
}

/**
 * Returns the resource policy of a private API or a private domain: it allows only requests through these VPC endpoints,
 * and from these addresses inside the VPC if there are some. `aws:SourceIp` is not set behind a VPC endpoint (API Gateway
 * developer guide, "AWS condition keys that can be used in API Gateway resource policies").
 */
export function internalPolicy(
  blocks: readonly string[],
  vpcEndpoints: readonly Pick<VpcEndpointConfig, 'id'>[],
): PolicyDocument {
  return allowExcept([
    { StringNotEquals: { 'aws:SourceVpce': vpcEndpoints.map(({ id }) => id) } },
    ...(blocks.length > 0 ? [{ NotIpAddress: { 'aws:VpcSourceIp': [...blocks] } }] : []),
  ]);
}

function allowExcept(denied: readonly Conditions[]): PolicyDocument {
  const invoke = { principals: [new AnyPrincipal()], actions: ['execute-api:Invoke'], resources: ['execute-api:/*'] };
  return new PolicyDocument({
    statements: [
      new PolicyStatement({ ...invoke, effect: Effect.ALLOW }),
      ...denied.map((conditions) => new PolicyStatement({ ...invoke, effect: Effect.DENY, conditions })),
    ],
  });
}
