import { platformTemplate, resellerTemplate, resourcesOf, templateOf, text } from '../support/synthesis';

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
}

const lockout = { failures: 7, withinMinutes: 11, forMinutes: 33 };
const key = 'arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-1111-4444-8888-0123456789ab';
const declared = templateOf(
  {
    platform: { operatorPolicies: 'managed', protection: { encryptionKey: key } },
    resellers: { alpha: { lockout } },
  },
  'aps-gateway-unit-platform',
);
const tableActions = (made: typeof declared, name: string) => {
  const [, { Properties }] = resourcesOf(made, 'AWS::IAM::ManagedPolicy').find(
    ([, policy]) => policy.Properties['ManagedPolicyName'] === name,
  )!;
  const { Statement } = Properties['PolicyDocument'] as { Statement: readonly Statement[] };
  const onTables = Statement.filter(({ Resource }) => text(Resource).includes('Lockout'));
  return {
    actions: onTables.flatMap(({ Action }) => Action),
    tables: onTables.map(({ Resource }) => text(Resource).replace(/^.*:table\//, '')),
  };
};

test.each([
  ['viewer', ['dynamodb:Query']],
  ['onboarder', ['dynamodb:DeleteItem', 'dynamodb:Query']],
  ['rotator', ['dynamodb:Query']],
])('the %s has %j on tables of failed attempts, and on no nonce table', (role, expected) => {
  const { actions, tables } = tableActions(declared, `aps-gateway-unit-${role}`);
  expect(actions.toSorted()).toEqual(expected);
  expect(new Set(tables)).toEqual(new Set(['aps-gateway-unit-*Lockout*']));
});

test('DynamoDB may decrypt for them, and only DynamoDB', () => {
  const document = JSON.stringify(resourcesOf(declared, 'AWS::IAM::ManagedPolicy'));
  expect(document).toContain(
    '"Action":["kms:Decrypt","kms:DescribeKey"],"Condition":{"StringEquals":{"kms:ViaService"',
  );
});

test('the policies of one gateway name its own table', () => {
  const own = resellerTemplate({ lockout }, { operatorPolicies: 'perGateway' });
  const { tables } = tableActions(own, 'aps-gateway-unit-alpha-viewer');
  expect(tables).toEqual([expect.stringMatching(/^\$\{GatewayOAuthLockoutTable\w+\.Arn\}$/)]);
});

test('without one, no policy names a table', () => {
  expect(tableActions(platformTemplate({ operatorPolicies: 'managed' }), 'aps-gateway-unit-onboarder').actions).toEqual(
    [],
  );
});
