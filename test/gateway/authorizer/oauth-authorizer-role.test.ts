import { type Statement, statementsOf } from '../support/statements';
import { resellerTemplate, resourcesOf, text } from '../support/synthesis';

const template = resellerTemplate();
const statements = statementsOf(template, 'GatewayOAuthRole');

test('the function has four permissions and no other', () => {
  expect(statements.map(({ Effect, Action }) => [Effect, Action])).toEqual([
    ['Allow', 'secretsmanager:GetSecretValue'],
    ['Allow', 'dynamodb:PutItem'],
    ['Allow', ['logs:CreateLogStream', 'logs:PutLogEvents']],
    ['Allow', 'kms:Decrypt'],
  ]);
});

test('it reads secrets of its own gateway only', () => {
  expect(text(statements[0]?.Resource)).toBe(
    'arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:aps-gateway/unit/alpha/*',
  );
});

test('it writes to its own nonce table only', () => {
  const [[table]] = resourcesOf(template, 'AWS::DynamoDB::Table') as [[string, unknown]];
  expect(text(statements[1]?.Resource)).toBe(`\${${table}.Arn}`);
});

test('it writes to its own log group only', () => {
  expect(text(statements[2]?.Resource)).toMatch(/^\$\{GatewayOAuthLogs[0-9A-F]+\.Arn\}$/);
});

test('no other policy is attached', () => {
  template.resourceCountIs('AWS::IAM::Policy', 0);
  for (const [, { Properties }] of resourcesOf(template, 'AWS::IAM::Role'))
    expect(Properties).not.toHaveProperty('ManagedPolicyArns');
});

describe('the key that secrets are encrypted with', () => {
  const { Condition, Resource } = statements[3] as { Condition: Record<string, Record<string, unknown>> } & Statement;

  test('is any key of the account, because a secret keeps its key when the environment gets another', () => {
    expect(text(Resource)).toBe('arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/*');
  });

  test('is used for secrets of its own gateway only', () => {
    expect(text(Condition['StringLike']!['kms:EncryptionContext:SecretARN'])).toBe(text(statements[0]?.Resource));
  });

  test('is used through Secrets Manager only', () => {
    expect(text(Condition['StringEquals']!['kms:ViaService'])).toBe('secretsmanager.${AWS::Region}.amazonaws.com');
  });
});

describe('with a key of the environment', () => {
  const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/k-1';
  const keyed = statementsOf(resellerTemplate({}, { protection: { encryptionKey: KEY } }), 'GatewayOAuthRole');
  const [decrypt, use] = keyed.filter(({ Action }) => String(Action).includes('kms:'));

  test('the function may have secrets decrypted by it, of whichever account it is', () => {
    expect(decrypt?.Resource).toContain(KEY);
  });

  test('the function uses it for nonces through DynamoDB only', () => {
    expect(use).toMatchObject({
      Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
      Resource: KEY,
    });
    const { StringEquals } = use!.Condition as { StringEquals: Record<string, unknown> };
    expect(text(StringEquals['kms:ViaService'])).toBe('dynamodb.${AWS::Region}.amazonaws.com');
  });
});

test('with tracing it may send traces', () => {
  const traced = statementsOf(resellerTemplate({}, { tracing: true }), 'GatewayOAuthRole');
  expect(traced.map(({ Action }) => Action)).toContainEqual(['xray:PutTelemetryRecords', 'xray:PutTraceSegments']);
});
