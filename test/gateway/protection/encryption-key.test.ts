import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { has, onlyResource, platformTemplate, resellerTemplate, resourcesOf, text } from '../support/synthesis';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/k-2';

describe('an own key', () => {
  const platform = platformTemplate({ protection: { encryptionKey: 'own', webAcl: { managedRules: true } } });
  const template = resellerTemplate({}, { protection: { encryptionKey: 'own' } });
  const parameters = template.toJSON()['Parameters'] as Record<string, { Default: string }>;
  const isOwnKey = (expression: unknown) =>
    expect(parameters[(expression as { Ref: string }).Ref]?.Default).toBe(
      '/aps-gateway/unit/platform/encryption-key-arn',
    );

  test('is rotated', () => has(platform, 'AWS::KMS::Key', { EnableKeyRotation: true }));

  test('outlives its stack, unless its first deployment fails', () =>
    expect(onlyResource(platform, 'AWS::KMS::Key').DeletionPolicy).toBe('RetainExceptOnCreate'));

  const { KeyPolicy } = onlyResource(platform, 'AWS::KMS::Key').Properties as {
    KeyPolicy: { Statement: Record<string, object>[] };
  };
  const logs = KeyPolicy.Statement.find(({ Principal }) => JSON.stringify(Principal).includes('logs.'))!;
  const { ArnLike } = logs['Condition'] as { ArnLike: Record<string, unknown[]> };
  const logGroups = ArnLike['kms:EncryptionContext:aws:logs:arn']!.map((arn) => text(arn).replace(/^.*log-group:/, ''));

  test('serves log groups of its environment, execution logs of the stages that gateways have, and the web ACL’s log', () => {
    expect(logGroups).toEqual([
      '/aps-gateway/unit/*',
      'API-Gateway-Execution-Logs_*/aps',
      'aws-waf-logs-aps-gateway-unit',
    ]);
  });

  test('allows CloudWatch Logs what the documentation asks of a key of the provider’s own', () => {
    const asked = readFileSync(join(__dirname, '../../../docs/how-to/grant-permissions.md'), 'utf8').replaceAll(
      /\s+/g,
      ' ',
    );
    const paragraph = asked.slice(asked.indexOf('## A KMS key of your own'));
    for (const action of logs['Action'] as unknown as string[]) expect(paragraph).toContain(`\`${action}\``);
    for (const resource of logGroups) expect(paragraph).toContain(resource.replace('unit', '<environment>'));
  });

  test('encrypts logs', () => {
    for (const [, { Properties }] of resourcesOf(template, 'AWS::Logs::LogGroup')) isOwnKey(Properties['KmsKeyId']);
  });

  test('encrypts nonces', () => {
    const { SSESpecification } = onlyResource(template, 'AWS::DynamoDB::Table').Properties;
    isOwnKey((SSESpecification as { KMSMasterKeyId: unknown }).KMSMasterKeyId);
  });

  test('is published to the command, for credentials secrets', () => {
    expect(text(resourcesOf(template, 'AWS::SSM::Parameter')[0]![1].Properties['Value'])).toContain(
      '"credentialsKeyArn":"',
    );
  });
});

test('a given key is used as it is', () => {
  const template = resellerTemplate({}, { protection: { encryptionKey: KEY } });
  for (const [, { Properties }] of resourcesOf(template, 'AWS::Logs::LogGroup'))
    expect(Properties['KmsKeyId']).toBe(KEY);
  platformTemplate({ protection: { encryptionKey: KEY } }).resourceCountIs('AWS::KMS::Key', 0);
});
