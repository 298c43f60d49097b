import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/**
 * Returns a resource policy that allows only these addresses, or every address if there are none. The second is needed
 * because CloudFormation leaves a policy in place when a template no longer declares it (aws/aws-cdk, issue 21840).
 *
 * The authorizer decides only as long as its policy has a statement that matches the request: without one, this Allow
 * would let the request in (API Gateway developer guide, "How API Gateway resource policies affect authorization
 * workflow", table A). Therefore its Deny covers `*`.
 */
export function sourceIpPolicy(blocks: readonly string[]): PolicyDocument {
  const invoke = { principals: [new AnyPrincipal()], actions: ['execute-api:Invoke'], resources: ['execute-api:/*'] };
  return new PolicyDocument({
    statements: [
      new PolicyStatement({ ...invoke, effect: Effect.ALLOW }),
      ...(blocks.length > 0
        ? [
            new PolicyStatement({
              ...invoke,
              effect: Effect.DENY,
              conditions: { NotIpAddress: { 'aws:SourceIp': [...blocks] } },
            }),
          ]
        : []),
    ],
  });
}
