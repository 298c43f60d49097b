import { ENVIRONMENT_TAG } from '../../../lib/descriptor';
import { BOTH_AUDIENCES } from '../support/audiences';
import type { Declared } from '../support/environment';
import { platformTemplate, resourcesOf, templateOf, text } from '../support/synthesis';

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
  expect([...new Set(actions('viewer'))].toSorted()).toEqual([
    'acm:DescribeCertificate',
    'apigateway:GET',
    'cloudformation:DescribeStacks',
    'cloudtrail:LookupEvents',
    'cloudwatch:DescribeAlarms',
    'cloudwatch:GetMetricData',
    'dynamodb:DescribeTable',
    'lambda:GetFunctionConfiguration',
    'logs:DescribeLogGroups',
    'logs:FilterLogEvents',
    'logs:GetQueryResults',
    'logs:StartLiveTail',
    'logs:StartQuery',
    'logs:StopQuery',
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
  ['POST', ['/apikeys', '/usageplans/*/keys*']],
  ['PUT', ['/tags/arn%3A${AWS::Partition}%3Aapigateway%3A${AWS::Region}%3A%3A%2Fapikeys%2F*']],
  ['PATCH', ['/apikeys/*', '/usageplans/*/keys*']],
  ['DELETE', ['/apikeys/*', '/usageplans/*/keys*']],
])('an onboarder may %s keys and their places in usage plans, not the plans', (method, paths) => {
  const resources = statements('onboarder')
    .filter(({ Action }) => [Action].flat().includes(`apigateway:${method}`))
    .flatMap(({ Resource }) => Resource);
  expect(resources.map((arn) => text(arn).replace(/^.*?::(?=\/)/, '')).toSorted()).toEqual(paths);
});

test('an onboarder changes and deletes only API keys of the environment, by the tag that they are made with', () => {
  const { Condition } = statements('onboarder').find(({ Resource }) => text(Resource).endsWith('::/apikeys/*'))!;
  expect(Condition).toEqual({ StringEquals: { [`aws:ResourceTag/${ENVIRONMENT_TAG}`]: 'unit' } });
});

test.each(['viewer', 'onboarder', 'rotator'])('a %s reads single API keys only of the environment', (role) => {
  const reading = statements(role).filter(
    ({ Action, Resource }) => [Action].flat().includes('apigateway:GET') && text(Resource).endsWith('::/apikeys/*'),
  );
  expect(reading.map(({ Condition }) => Condition)).toEqual([
    { StringEquals: { [`aws:ResourceTag/${ENVIRONMENT_TAG}`]: 'unit' } },
  ]);
});

test('a viewer reads what a status shows, of this package only', () => {
  const allows = (action: string, ...endings: readonly string[]) => {
    const own = statements('viewer').filter(({ Action }) => [Action].flat().includes(action));
    const resources = own.flatMap(({ Resource }) => [Resource].flat().map((arn) => text(arn)));
    return endings.every((ending) => resources.some((arn) => arn.endsWith(ending)));
  };
  expect(allows('cloudformation:DescribeStacks', ':stack/aps-gateway-unit-*/*')).toBe(true);
  expect(allows('lambda:GetFunctionConfiguration', ':function:aps-gateway-*', ':table/aps-gateway-*')).toBe(true);
  expect(allows('apigateway:GET', '/domainnames/*', '/domainnames/*/basepathmappings')).toBe(true);
});

test('a viewer reads the stages of gateways and generated client certificates', () => {
  const paths = statements('viewer').flatMap(({ Resource }) => [Resource].flat().map((arn) => text(arn)));
  expect(paths.map((arn) => arn.replace(/^.*?::(?=\/)/, ''))).toEqual(
    expect.arrayContaining(['/restapis/*/stages/aps', '/clientcertificates/*']),
  );
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

test.each(['viewer', 'onboarder', 'rotator'])('a %s reaches credentials secrets of the environment only', (role) => {
  const secrets = statements(role).filter(
    ({ Action }) => String(Action).includes('secretsmanager:') && !String(Action).includes('ListSecrets'),
  );
  expect(secrets).not.toHaveLength(0);
  for (const { Resource } of secrets) expect(text(Resource)).toMatch(/:secret:aps-gateway\/unit\/\*$/);
});

test.each(['onboarder', 'rotator'])(
  'a %s may have secrets of the environment encrypted and decrypted with any key',
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

test.each(['onboarder', 'rotator'])(
  'a %s keeps the results of verifications, and writes no other parameter',
  (role) => {
    const writing = statements(role).filter(({ Action }) => String(Action).includes('ssm:PutParameter'));

    expect(writing.map(({ Resource }) => text(Resource))).toEqual([
      expect.stringMatching(/:parameter\/aps-gateway\/unit\/verifications\/\*$/),
    ]);
  },
);

test('a viewer reads the results of verifications', () => {
  const read = statements('viewer').filter(({ Action }) => String(Action) === 'ssm:GetParameter');

  expect(read.map(({ Resource }) => text(Resource))).toEqual([
    expect.stringMatching(/:parameter\/aps-gateway\/unit\/verifications\/\*$/),
  ]);
});

test.each(['StartQuery', 'FilterLogEvents', 'StartLiveTail'])('a viewer may %s only in the environment', (action) => {
  const { Resource } = statements('viewer').find(({ Action }) => String(Action).includes(`logs:${action}`))!;

  expect(text(Resource)).toMatch(/:log-group:\/aps-gateway\/unit\/\*$/);
});

test('private domains, whose ARNs name the account, can be read where a gateway has some', () => {
  const internal = { platform: { operatorPolicies: 'managed' }, resellers: { alpha: BOTH_AUDIENCES } } as const;
  const resources = (declared: Declared) =>
    JSON.stringify(templateOf(declared, 'aps-gateway-unit-platform').findResources('AWS::IAM::ManagedPolicy'));
  const PRIVATE_ARN = ':{"Ref":"AWS::AccountId"},":/domainnames/*"'.slice(1);
  expect(resources(internal)).toContain(PRIVATE_ARN);
  expect(resources({ platform: { operatorPolicies: 'managed' } })).not.toContain(PRIVATE_ARN);
});
