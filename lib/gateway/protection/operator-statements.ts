import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { credentialsPrefix } from '../../../lambda/authorizer/contract';
import { descriptorPath, ENVIRONMENT_TAG, RESELLER_TAG, verificationPath } from '../../descriptor';
import { lookAtSender, type MailSender, rememberNotices, sendFrom } from '../notices/notify-statements';
import { decryptSecrets } from '../authorizer/decrypt-secrets';
import { failureRuleName, STAGE_NAME } from '../names';
import { lockoutStatements } from './lockout-statements';
import { sheddingStatements } from './shedding-statements';
import { statusStatements } from './status-statements';

/** People who run the aps-gateway command. */
export type OperatorRole = 'viewer' | 'onboarder' | 'rotator';

export interface OperatorStatementsProps {
  readonly environment: string;
  /** The gateway that the statements are limited to; all gateways of the environment when absent. */
  readonly gateway?: {
    readonly resellerId: string;
    /** Resellers whose consumers it serves. */
    readonly serves: readonly string[];
    readonly restApiIds: readonly string[];
    readonly usagePlanIds: readonly string[];
  };
  /** ARN of the tables of failed attempts, with wildcards; absent if no gateway has a lockout. */
  readonly lockoutTables?: string | undefined;
  /** True if a gateway has private domains. */
  readonly privateDomains?: boolean;
  /** True if a gateway has a rule of Contributor Insights. */
  readonly failureRules?: boolean | undefined;
  /** True if the environment sheds load. @default false */
  readonly sheds?: boolean;
  /** Key of the credentials secrets; a key managed by AWS when absent. */
  readonly encryptionKeyArn?: string | undefined;
  /** Sender of notices; absent where none is declared, and in policies of one gateway. */
  readonly notices?: MailSender | undefined;
}

/** Returns what each role may do, by role. */
export function operatorStatements(
  scope: Construct,
  {
    environment,
    gateway,
    lockoutTables,
    privateDomains,
    failureRules,
    sheds = false,
    encryptionKeyArn,
    notices,
  }: OperatorStatementsProps,
): Record<OperatorRole, PolicyStatement[]> {
  const arn = (service: string, resource: string, resourceName: string, arnFormat: ArnFormat) =>
    Stack.of(scope).formatArn({ service, resource, resourceName, arnFormat });
  const prefix = gateway ? credentialsPrefix(environment, gateway.resellerId) : `aps-gateway/${environment}/`;
  const secrets = arn('secretsmanager', 'secret', `${prefix}*`, ArnFormat.COLON_RESOURCE_NAME);
  const descriptors = arn(
    'ssm',
    'parameter',
    `${descriptorPath(environment).slice(1)}*`,
    ArnFormat.SLASH_RESOURCE_NAME,
  );
  const verifications = arn(
    'ssm',
    'parameter',
    `${verificationPath(environment).slice(1)}/${gateway?.resellerId ?? '*'}`,
    ArnFormat.SLASH_RESOURCE_NAME,
  );
  const metering = (...paths: string[]) =>
    paths.map((resource) =>
      Stack.of(scope).formatArn({
        service: 'apigateway',
        account: '',
        resource,
        arnFormat: ArnFormat.NO_RESOURCE_NAME,
      }),
    );
  const plans = (path: string) => (gateway?.usagePlanIds ?? ['*']).map((id) => `/usageplans/${id}${path}`);
  const tags = keyTags(environment, gateway?.serves);
  const ofTagged = { StringEquals: tags('aws:ResourceTag') };
  // AWS lists the tags of a request for POST and PUT, but it is not known that it shows them to both checks of a creation.
  // So a key without tags may be made. It is of no use: a gateway accepts no API key from a caller, and no statement
  // here changes or deletes it.
  const asTagged = { StringEqualsIfExists: tags('aws:RequestTag') };
  const rules = arn(
    'cloudwatch',
    'insight-rule',
    failureRuleName(environment, gateway?.resellerId ?? '*'),
    ArnFormat.SLASH_RESOURCE_NAME,
  );
  const lockouts = lockoutStatements(scope, lockoutTables, encryptionKeyArn);
  const shedding = sheddingStatements(scope, {
    environment,
    sheds,
    keyArn: encryptionKeyArn,
    oneGateway: gateway !== undefined,
  });
  const look = () => [
    ...lockouts.look,
    ...(failureRules ? [allow(['cloudwatch:GetInsightRuleReport'], [rules])] : []),
    ...shedding.look,
    allow(['ssm:GetParameter', 'ssm:GetParametersByPath'], [descriptors]),
    allow(['ssm:GetParameter'], [verifications]),
    allow(['secretsmanager:DescribeSecret'], [secrets]),
    // This action does not support resource-level permissions.
    allow(['secretsmanager:ListSecrets'], ['*']),
    allow(['apigateway:GET'], metering('/apikeys', '/usageplans', ...plans(''), ...plans('/*'))),
    new PolicyStatement({
      actions: ['apigateway:GET'],
      resources: metering('/apikeys/*'),
      conditions: ofTagged,
    }),
    // For the end of a generated client certificate.
    allow(
      ['apigateway:GET'],
      metering(
        ...(gateway?.restApiIds ?? ['*']).map((id) => `/restapis/${id}/stages/${STAGE_NAME}`),
        '/clientcertificates/*',
      ),
    ),
    // For the last use of secrets, and the requests of a gateway. The lines hold no secret.
    allow(
      ['logs:FilterLogEvents', 'logs:StartLiveTail', 'logs:StartQuery'],
      [arn('logs', 'log-group', `/${prefix}*`, ArnFormat.COLON_RESOURCE_NAME)],
    ),
    // These actions do not support resource-level permissions, or only those of all log groups.
    allow(['logs:DescribeLogGroups', 'logs:GetQueryResults', 'logs:StopQuery'], ['*']),
    // For the history of a consumer. The action does not support resource-level permissions: it reads the events of the whole
    // account, which is too much for policies of one gateway.
    ...(gateway ? [] : [allow(['cloudtrail:LookupEvents'], ['*'])]),
  ];
  const viaSecretsManager = () => [
    decryptSecrets(scope, secrets, encryptionKeyArn, true),
    // Before Secrets Manager uses a key for a secret, it tests the key with a context that names no secret.
    ...(encryptionKeyArn
      ? [
          new PolicyStatement({
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: [encryptionKeyArn],
            conditions: {
              StringEquals: { 'kms:ViaService': `secretsmanager.${Stack.of(scope).region}.amazonaws.com` },
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
    viewer: [
      ...look(),
      ...statusStatements(scope, {
        environment,
        resellerId: gateway?.resellerId,
        restApiIds: gateway?.restApiIds,
        privateDomains,
      }),
      ...(notices ? lookAtSender(scope, notices) : []),
    ],
    onboarder: [
      ...look(),
      allow(
        secretActions.map((action) => `secretsmanager:${action}`),
        [secrets],
      ),
      allow(['ssm:PutParameter'], [verifications]),
      ...lockouts.unlock,
      ...shedding.set,
      // API keys and their membership in usage plans, but not the plans, which belong to a deployment.
      new PolicyStatement({ actions: ['apigateway:POST'], resources: metering('/apikeys'), conditions: asTagged }),
      // POST of …/keys, DELETE of …/keys/{id}, PATCH of …/keys/{id}/usage, in one statement: each ARN more could make the
      // policy of a gateway with many tiers too long.
      allow(['apigateway:POST', 'apigateway:DELETE', 'apigateway:PATCH'], metering(...plans('/keys*'))),
      // Only keys with the command's tag. Memberships in a usage plan have no tags; only the policies of one gateway name
      // its plans.
      new PolicyStatement({
        actions: ['apigateway:PATCH', 'apigateway:DELETE'],
        resources: metering('/apikeys/*'),
        conditions: ofTagged,
      }),
      // Required to create a tagged API key. AWS checks it for the escaped ARN of the new resource, with * for the id
      // that is not known yet (aws-terminator, pull request 284: the same for REST APIs). To tag a key that exists takes
      // PATCH of the key as well, for which its tags decide (seen on AWS, not documented: iam-dataset, pull request 39).
      new PolicyStatement({
        actions: ['apigateway:PUT'],
        resources: metering(`/tags/${escapedKeys(scope)}`),
        conditions: asTagged,
      }),
      ...viaSecretsManager(),
      ...(notices ? [sendFrom(scope, notices), ...rememberNotices(scope, environment, encryptionKeyArn)] : []),
    ],
    rotator: [
      ...look(),
      allow(['secretsmanager:GetSecretValue', 'secretsmanager:UpdateSecret'], [secrets]),
      allow(['ssm:PutParameter'], [verifications]),
      ...viaSecretsManager(),
    ],
  };
}

/** More would make policies too long. For a gateway that serves more, the tag of the environment decides. */
const MOST_RESELLERS = 10;

/** Returns the tags of the API keys that people may work on, for a condition key. */
function keyTags(environment: string, serves: readonly string[] | undefined) {
  const byReseller = serves !== undefined && serves.length <= MOST_RESELLERS;
  return (key: 'aws:ResourceTag' | 'aws:RequestTag'): Readonly<Record<string, unknown>> => ({
    [`${key}/${ENVIRONMENT_TAG}`]: environment,
    ...(byReseller && { [`${key}/${RESELLER_TAG}`]: serves }),
  });
}

/** Escaped pattern for the ARN of every API key. */
function escapedKeys(scope: Construct): string {
  const { partition, region } = Stack.of(scope);
  return `arn%3A${partition}%3Aapigateway%3A${region}%3A%3A%2Fapikeys%2F*`;
}

function allow(actions: string[], resources: string[]) {
  return new PolicyStatement({ actions, resources });
}
