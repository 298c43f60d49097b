import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { ProtectionConfig } from '../../config/environment';
import { executionLogGroupName, webAclLogGroupName } from '../names';
import { publishShared, sharedValue } from '../shared';

/** API Gateway names these log groups by API id, which is known only after deployment. */
const EXECUTION_LOGS = executionLogGroupName('*');

/**
 * Adds the environment's key for logs, nonce tables, credentials secrets and alarms. It outlives its stack.
 *
 * @param webAcl true if the environment has a web ACL, whose log has a name of its own
 */
export function makeEncryptionKey(scope: Construct, environment: string, webAcl: boolean): Key {
  const key = new Key(scope, 'EncryptionKey', {
    description: `Logs, nonces and credentials of the gateways of ${environment}`,
    enableKeyRotation: true,
    // Data encrypted with it may outlive the stack. A failed first deployment leaves no key behind, which would cost money.
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  const { region } = Stack.of(scope);
  const names = [`/aps-gateway/${environment}/*`, EXECUTION_LOGS, ...(webAcl ? [webAclLogGroupName(environment)] : [])];
  const logGroups = names.map((resourceName) =>
    Stack.of(scope).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
      actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } },
    }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  publishShared(scope, environment, 'encryption-key-arn', key.keyArn);
  return key;
}

/** Returns the key for a gateway's stack; `undefined` if keys managed by AWS are used. */
export function encryptionKeyFor(
  scope: Construct,
  environment: string,
  { encryptionKey }: ProtectionConfig,
): IKey | undefined {
  if (!encryptionKey) return undefined;
  const arn = encryptionKey === 'own' ? sharedValue(scope, environment, 'encryption-key-arn') : encryptionKey.arn;
  return Key.fromKeyArn(scope, 'EncryptionKey', arn);
}
