import { ENVIRONMENT_TAG } from '../../../lib/descriptor';
import { platformTemplate, resourcesOf, text } from '../support/synthesis';

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

const template = platformTemplate({ operatorPolicies: 'managed' });
const statements = (role: string): Statement[] => {
  const [, { Properties }] = resourcesOf(template, 'AWS::IAM::ManagedPolicy').find(
    ([, policy]) => policy.Properties['ManagedPolicyName'] === `aps-gateway-unit-${role}`,
  )!;
  return (Properties['PolicyDocument'] as { Statement: Statement[] }).Statement;
};
const actions = (role: string) => statements(role).flatMap(({ Action }) => Action);

test('none are made unless asked for', () => platformTemplate().resourceCountIs('AWS::IAM::ManagedPolicy', 0));

test('a viewer reads no secret and changes nothing', () => {
  expect(actions('viewer').toSorted()).toEqual([
    'apigateway:GET',
    'secretsmanager:DescribeSecret',
    'secretsmanager:ListSecrets',
    'ssm:GetParameter',
    'ssm:GetParametersByPath',
  ]);
});

test.each([
  'CreateSecret',
  'UpdateSecret',
  'DescribeSecret',
  'ListSecrets',
  'GetSecretValue',
  'DeleteSecret',
  'RestoreSecret',
  'TagResource',
])('an onboarder may %s', (action) => {
  expect(actions('onboarder')).toContain(`secretsmanager:${action}`);
});

test.each(['GET', 'POST', 'PATCH', 'DELETE'])('an onboarder may %s API keys and usage plans', (method) => {
  expect(actions('onboarder')).toContain(`apigateway:${method}`);
});

test.each([
  ['POST', ['/apikeys', '/usageplans/*/keys']],
  ['PATCH', ['/usageplans/*/keys/*/usage', '/apikeys/*']],
  ['DELETE', ['/usageplans/*/keys/*', '/apikeys/*']],
])('an onboarder may %s keys and their places in usage plans, not the plans', (method, paths) => {
  const resources = statements('onboarder')
    .filter(({ Action }) => [Action].flat().includes(`apigateway:${method}`))
    .flatMap(({ Resource }) => Resource);
  expect(resources.map((arn) => text(arn).split('::').at(-1))).toEqual(paths);
});

test('an onboarder changes and deletes only API keys of the environment, by the tag that they are made with', () => {
  const { Condition } = statements('onboarder').find(({ Resource }) => text(Resource).endsWith('::/apikeys/*'))!;
  expect(Condition).toEqual({ StringEquals: { [`aws:ResourceTag/${ENVIRONMENT_TAG}`]: 'unit' } });
});

test('a rotator may update secrets', () => {
  expect(actions('rotator')).toEqual(
    expect.arrayContaining(['secretsmanager:GetSecretValue', 'secretsmanager:UpdateSecret']),
  );
});

test.each([
  'secretsmanager:CreateSecret',
  'secretsmanager:DeleteSecret',
  'apigateway:POST',
  'apigateway:PATCH',
  'apigateway:DELETE',
])('a rotator may not %s', (action) => {
  expect(actions('rotator')).not.toContain(action);
});

test.each(['viewer', 'onboarder', 'rotator'])('a %s reaches credentials secrets of the environment alone', (role) => {
  const secrets = statements(role).filter(
    ({ Action }) => String(Action).includes('secretsmanager:') && !String(Action).includes('ListSecrets'),
  );
  expect(secrets).not.toHaveLength(0);
  for (const { Resource } of secrets) expect(text(Resource)).toMatch(/:secret:aps-gateway\/unit\/\*$/);
});

test.each(['onboarder', 'rotator'])(
  'a %s has secrets of the environment en- and decrypted by whichever key',
  (role) => {
    const { Condition, Resource } = statements(role).find(({ Action }) => String(Action).includes('kms:'))!;
    expect(text(Resource)).toMatch(/:kms:.*:key\/\*$/);
    expect(text(Condition!['StringLike']!['kms:EncryptionContext:SecretARN'])).toMatch(
      /:secret:aps-gateway\/unit\/\*$/,
    );
  },
);

test('a viewer uses no key', () => expect(String(actions('viewer'))).not.toContain('kms:'));

test('descriptors are found below the environment’s path', () => {
  const { Resource } = statements('viewer').find(({ Action }) => String(Action).includes('ssm:'))!;
  expect(text(Resource)).toMatch(/:parameter\/aps-gateway\/unit\/gateways\*$/);
});
