import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/**
 * A resource policy that lets these addresses in and no other, or all of them where none is named. The second is
 * written as well, because CloudFormation leaves an API the policy that a template stops to declare (aws/aws-cdk, issue
 * 21840). It opens nothing: the authorizer decides afterwards, as without a policy.
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
