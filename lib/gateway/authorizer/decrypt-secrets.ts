import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/**
 * Lets whoever may read some secrets have them decrypted by whichever key they are under. A secret stays under the key
 * that it was made with, also after the environment has another one or none: which key it is must not matter. What
 * limits the use is the secret, whose ARN Secrets Manager gives to each call of KMS as its encryption context (Secrets
 * Manager, "Secret encryption and decryption").
 *
 * @param secrets ARN of the secrets, with wildcards
 * @param keyArn the environment's present key, which may be of another account
 */
export function decryptSecrets(scope: Construct, secrets: string, keyArn: string | undefined, write = false) {
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
