import { ArnFormat, CfnOutput, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { descriptorPath, ENVIRONMENT_TAG } from '../../descriptor';
import { decryptSecrets } from '../authorizer/decrypt-secrets';

export interface OperatorPoliciesProps {
  readonly environment: string;
  /** Key of the credentials secrets; a key managed by AWS when absent. */
  readonly encryptionKeyArn?: string | undefined;
}

/** By role: what its policy allows with the aps-gateway command. */
const OPERATORS = {
  viewer: 'Lists consumers and usage; reads no secret',
  onboarder: 'Onboards, changes and offboards consumers',
  rotator: 'Rotates consumer secrets; neither makes nor deletes consumers',
} as const;

/** IAM policies for people who run the aps-gateway command. The provider attaches them to roles. */
export class OperatorPolicies extends Construct {
  constructor(scope: Construct, id: string, props: OperatorPoliciesProps) {
    super(scope, id);
    const statements = this.statements(props);
    for (const [role, description] of Object.entries(OPERATORS)) {
      const policy = new ManagedPolicy(this, role, {
        managedPolicyName: `aps-gateway-${props.environment}-${role}`,
        description: `${description} (${props.environment})`,
        statements: statements[role as keyof typeof OPERATORS],
      });
      new CfnOutput(Stack.of(this), `OperatorPolicy-${role}`, { value: policy.managedPolicyArn, description });
    }
  }

  private statements({
    environment,
    encryptionKeyArn,
  }: OperatorPoliciesProps): Record<keyof typeof OPERATORS, PolicyStatement[]> {
    const secrets = this.arn('secretsmanager', 'secret', `aps-gateway/${environment}/*`, ArnFormat.COLON_RESOURCE_NAME);
    const descriptors = this.arn(
      'ssm',
      'parameter',
      `${descriptorPath(environment).slice(1)}*`,
      ArnFormat.SLASH_RESOURCE_NAME,
    );
    const metering = (...paths: string[]) =>
      paths.map((resource) =>
        Stack.of(this).formatArn({
          service: 'apigateway',
          account: '',
          resource,
          arnFormat: ArnFormat.NO_RESOURCE_NAME,
        }),
      );
    const look = () => [
      allow(['ssm:GetParameter', 'ssm:GetParametersByPath'], [descriptors]),
      allow(['secretsmanager:DescribeSecret'], [secrets]),
      // This action does not support resource-level permissions.
      allow(['secretsmanager:ListSecrets'], ['*']),
      allow(['apigateway:GET'], metering('/apikeys', '/apikeys/*', '/usageplans', '/usageplans/*')),
    ];
    const viaSecretsManager = () => [
      decryptSecrets(this, secrets, encryptionKeyArn, true),
      // Before Secrets Manager uses a key for a secret, it tests the key with a context that names no secret.
      ...(encryptionKeyArn
        ? [
            new PolicyStatement({
              actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
              resources: [encryptionKeyArn],
              conditions: {
                StringEquals: { 'kms:ViaService': `secretsmanager.${Stack.of(this).region}.amazonaws.com` },
              },
            }),
          ]
        : []),
    ];
    const secretActions = [
      'CreateSecret',
      'UpdateSecret',
      'GetSecretValue',
      'DeleteSecret',
      'RestoreSecret',
      'TagResource',
    ];
    return {
      viewer: look(),
      onboarder: [
        ...look(),
        allow(
          secretActions.map((action) => `secretsmanager:${action}`),
          [secrets],
        ),
        // API keys and their membership in usage plans, but not the plans, which belong to a deployment.
        allow(['apigateway:POST'], metering('/apikeys', '/usageplans/*/keys')),
        allow(['apigateway:PATCH'], metering('/usageplans/*/keys/*/usage')),
        allow(['apigateway:DELETE'], metering('/usageplans/*/keys/*')),
        // Only keys with the command's tag, so that a mistake cannot touch other API keys. Memberships in a usage plan
        // have no tags. This does not stop an attacker: a user who may tag new keys may tag others as well.
        new PolicyStatement({
          actions: ['apigateway:PATCH', 'apigateway:DELETE'],
          resources: metering('/apikeys/*'),
          conditions: { StringEquals: { [`aws:ResourceTag/${ENVIRONMENT_TAG}`]: environment } },
        }),
        // Required to create a tagged API key.
        allow(['apigateway:PUT'], metering('/tags/*')),
        ...viaSecretsManager(),
      ],
      rotator: [
        ...look(),
        allow(['secretsmanager:GetSecretValue', 'secretsmanager:UpdateSecret'], [secrets]),
        ...viaSecretsManager(),
      ],
    };
  }

  private arn(service: string, resource: string, resourceName: string, arnFormat: ArnFormat): string {
    return Stack.of(this).formatArn({ service, resource, resourceName, arnFormat });
  }
}

function allow(actions: string[], resources: string[]) {
  return new PolicyStatement({ actions, resources });
}
