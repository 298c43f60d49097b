import { CfnOutput, Stack } from 'aws-cdk-lib';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { MOST_POLICY_CHARACTERS, policyCharacters } from './policy-size';
import { type OperatorRole, operatorStatements, type OperatorStatementsProps } from './operator-statements';

/**
 * By role: what its policy allows with the aps-gateway command. Must not change: CloudFormation would replace the policy,
 * which fails because its name is taken.
 */
const OPERATORS = {
  viewer: 'Lists consumers and usage; reads no secret',
  onboarder: 'Onboards, changes and offboards consumers',
  rotator: 'Rotates consumer secrets; neither makes nor deletes consumers',
} as const satisfies Record<OperatorRole, string>;

/**
 * IAM policies for people who run the aps-gateway command. The provider attaches them to roles.
 *
 * None of the condition keys of API Gateway sees `includeValue` (Service Authorization Reference, "Condition keys for
 * Amazon API Gateway Management"), and GetUsagePlanKeys returns values unrequested (aws-sdk-java-v2, issue 1792).
 * So all of these people can read the values of API keys: listing needs permission for all keys of the account, reading
 * one is limited to those with the environment's tag. A gateway of this package accepts no API key from a caller.
 */
export class OperatorPolicies extends Construct {
  constructor(scope: Construct, id: string, props: OperatorStatementsProps) {
    super(scope, id);
    const { environment, gateway } = props;
    const owner = gateway ? `${environment}-${gateway.resellerId}` : environment;
    const statements = operatorStatements(this, props);
    for (const [role, description] of Object.entries(OPERATORS)) {
      const policy = new ManagedPolicy(this, role, {
        managedPolicyName: `aps-gateway-${owner}-${role}`,
        description: `${description} (${owner})`,
        statements: statements[role as OperatorRole],
      });
      this.node.addValidation({ validate: () => tooLong(policy, `aps-gateway-${owner}-${role}`, gateway?.resellerId) });
      new CfnOutput(Stack.of(this), `OperatorPolicy-${role}`, { value: policy.managedPolicyArn, description });
    }
  }
}

/** Returns the problem of a policy that IAM would refuse. Usage plans are what makes a policy long: each is named five times. */
function tooLong(policy: ManagedPolicy, name: string, resellerId: string | undefined): string[] {
  const characters = policyCharacters(policy, policy.document);
  if (characters <= MOST_POLICY_CHARACTERS) return [];
  const remedy =
    resellerId === undefined
      ? 'use shorter names'
      : `declare fewer tiers for ${resellerId}, or operatorPolicies: managed, whose policies name no usage plan`;
  return [`The policy ${name} has ${characters} characters, but IAM allows ${MOST_POLICY_CHARACTERS}: ${remedy}.`];
}
