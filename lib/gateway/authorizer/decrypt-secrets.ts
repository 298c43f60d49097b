import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/**
 * Allows some secrets to be decrypted with any key. A secret keeps the key that it was made with even if the
 * environment gets another key or none, so the key must not matter. The permission is limited to the secrets: Secrets
 * Manager passes a secret's ARN to KMS as encryption context (Secrets Manager, "Secret encryption and decryption").
 *
 * @param secrets ARN of the secrets, with wildcards
 * @param keyArn the environment's current key, which may belong to another account
 * @param write also allows to encrypt
 */
export function decryptSecrets(
  scope: Construct,
  secrets: string | string[],
  keyArn: string | undefined,
  write = false,
) {
  const stack = Stack.of(scope);
  const keys = stack.formatArn({
    service: 'kms',
    resource: 'key',
    resourceName: '*',
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  return new PolicyStatement({
    actions: ['kms:Decrypt', ...(write ? ['kms:GenerateDataKey'] : [])],
    resources: [keys, ...(keyArn ? [keyArn] : [])],
    conditions: {
      StringEquals: { 'kms:ViaService': `secretsmanager.${stack.region}.amazonaws.com` },
      StringLike: { 'kms:EncryptionContext:SecretARN': secrets },
    },
  });
}
