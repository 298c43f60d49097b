import { ArnFormat, CfnOutput, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { credentialsPrefix } from '../../../lambda/authorizer/contract';
import { descriptorPath, ENVIRONMENT_TAG, verificationPath } from '../../descriptor';
import { STAGE_NAME } from '../names';
import { decryptSecrets } from '../authorizer/decrypt-secrets';
import { statusStatements } from './status-statements';

export interface OperatorPoliciesProps {
  readonly environment: string;
  /** The gateway that the policies are limited to; all gateways of the environment when absent. */
  readonly gateway?: {
    readonly resellerId: string;
    readonly restApiId: string;
    readonly usagePlanIds: readonly string[];
  };
  /** Key of the credentials secrets; a key managed by AWS when absent. */
  readonly encryptionKeyArn?: string | undefined;
}

/**
 * By role: what its policy allows with the aps-gateway command. Must not change: CloudFormation would replace the policy,
 * which fails because its name is taken.
 */
const OPERATORS = {
  viewer: 'Lists consumers and usage; reads no secret',
  onboarder: 'Onboards, changes and offboards consumers',
  rotator: 'Rotates consumer secrets; neither makes nor deletes consumers',
} as const;

/**
 * IAM policies for people who run the aps-gateway command. The provider attaches them to roles.
 *
 * None of the condition keys of API Gateway sees `includeValue` (Service Authorization Reference, "Condition keys for
 * Amazon API Gateway Management"), and GetUsagePlanKeys returns values unrequested (aws-sdk-java-v2, issue 1792).
 * So all of these people can read the values of API keys: listing needs permission for all keys of the account, reading
 * one is limited to those with the environment's tag. A gateway of this package accepts no API key from a caller.
 */
export class OperatorPolicies extends Construct {
  constructor(scope: Construct, id: string, props: OperatorPoliciesProps) {
    super(scope, id);
    const { environment, gateway } = props;
    const owner = gateway ? `${environment}-${gateway.resellerId}` : environment;
    const statements = this.statements(props);
    for (const [role, description] of Object.entries(OPERATORS)) {
      const policy = new ManagedPolicy(this, role, {
        managedPolicyName: `aps-gateway-${owner}-${role}`,
        description: `${description} (${owner})`,
        statements: statements[role as keyof typeof OPERATORS],
      });
      new CfnOutput(Stack.of(this), `OperatorPolicy-${role}`, { value: policy.managedPolicyArn, description });
    }
  }

  private statements({
    environment,
    gateway,
    encryptionKeyArn,
  }: OperatorPoliciesProps): Record<keyof typeof OPERATORS, PolicyStatement[]> {
    const prefix = gateway ? credentialsPrefix(environment, gateway.resellerId) : `aps-gateway/${environment}/`;
    const secrets = this.arn('secretsmanager', 'secret', `${prefix}*`, ArnFormat.COLON_RESOURCE_NAME);
    const descriptors = this.arn(
      'ssm',
      'parameter',
      `${descriptorPath(environment).slice(1)}*`,
      ArnFormat.SLASH_RESOURCE_NAME,
    );
    const verifications = this.arn(
      'ssm',
      'parameter',
      `${verificationPath(environment).slice(1)}/${gateway?.resellerId ?? '*'}`,
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
    const plans = (path: string) => (gateway?.usagePlanIds ?? ['*']).map((id) => `/usageplans/${id}${path}`);
    const ofEnvironment = { StringEquals: { [`aws:ResourceTag/${ENVIRONMENT_TAG}`]: environment } };
    const look = () => [
      allow(['ssm:GetParameter', 'ssm:GetParametersByPath'], [descriptors]),
      allow(['ssm:GetParameter'], [verifications]),
      allow(['secretsmanager:DescribeSecret'], [secrets]),
      // This action does not support resource-level permissions.
      allow(['secretsmanager:ListSecrets'], ['*']),
      allow(['apigateway:GET'], metering('/apikeys', '/usageplans', ...plans(''), ...plans('/*'))),
      new PolicyStatement({
        actions: ['apigateway:GET'],
        resources: metering('/apikeys/*'),
        conditions: ofEnvironment,
      }),
      // When a generated client certificate expires.
      allow(
        ['apigateway:GET'],
        metering(`/restapis/${gateway?.restApiId ?? '*'}/stages/${STAGE_NAME}`, '/clientcertificates/*'),
      ),
      // When secrets were last used, and the requests of a gateway. The lines hold no secret.
      allow(
        ['logs:FilterLogEvents', 'logs:StartLiveTail', 'logs:StartQuery'],
        [this.arn('logs', 'log-group', `/${prefix}*`, ArnFormat.COLON_RESOURCE_NAME)],
      ),
      // These actions do not support resource-level permissions, or only those of all log groups.
      allow(['logs:DescribeLogGroups', 'logs:GetQueryResults', 'logs:StopQuery'], ['*']),
      // Who changed a consumer. The action does not support resource-level permissions: it reads the events of the whole
      // account, which is too much for policies of one gateway.
      ...(gateway ? [] : [allow(['cloudtrail:LookupEvents'], ['*'])]),
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
      viewer: [...look(), ...statusStatements(this, environment, gateway?.resellerId)],
      onboarder: [
        ...look(),
        allow(
          secretActions.map((action) => `secretsmanager:${action}`),
          [secrets],
        ),
        allow(['ssm:PutParameter'], [verifications]),
        // API keys and their membership in usage plans, but not the plans, which belong to a deployment.
        allow(['apigateway:POST'], metering('/apikeys', ...plans('/keys'))),
        allow(['apigateway:PATCH'], metering(...plans('/keys/*/usage'))),
        allow(['apigateway:DELETE'], metering(...plans('/keys/*'))),
        // Only keys with the command's tag, so that a mistake cannot touch other API keys. Memberships in a usage plan
        // have no tags; only the policies of one gateway name its plans. This does not stop an attacker: a user who may
        // tag new keys may tag others as well.
        new PolicyStatement({
          actions: ['apigateway:PATCH', 'apigateway:DELETE'],
          resources: metering('/apikeys/*'),
          conditions: ofEnvironment,
        }),
        // Required to create a tagged API key. AWS checks it for the escaped ARN of the new resource, with * for the id
        // that is not known yet (aws-terminator, pull request 284: the same for REST APIs).
        allow(['apigateway:PUT'], metering(`/tags/${this.escapedKeys()}`)),
        ...viaSecretsManager(),
      ],
      rotator: [
        ...look(),
        allow(['secretsmanager:GetSecretValue', 'secretsmanager:UpdateSecret'], [secrets]),
        allow(['ssm:PutParameter'], [verifications]),
        ...viaSecretsManager(),
      ],
    };
  }

  /** Escaped pattern for the ARN of every API key. */
  private escapedKeys(): string {
    const { partition, region } = Stack.of(this);
    return `arn%3A${partition}%3Aapigateway%3A${region}%3A%3A%2Fapikeys%2F*`;
  }

  private arn(service: string, resource: string, resourceName: string, arnFormat: ArnFormat): string {
    return Stack.of(this).formatArn({ service, resource, resourceName, arnFormat });
  }
}

function allow(actions: string[], resources: string[]) {
  return new PolicyStatement({ actions, resources });
}
