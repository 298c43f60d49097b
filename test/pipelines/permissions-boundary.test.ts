import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvironment } from '../../lib/config/load-environment';
import { standaloneAppOptions } from '../../lib/gateway/app-options';
import { addGateway } from '../constructs/support/gateways';
import { environmentOf } from '../gateway/support/environment';
import { appOf, type Resource } from '../gateway/support/synthesis';

const ROOT = join(__dirname, '../..');
const TEMPLATES = join(ROOT, 'templates/pipelines/aws');

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
}

function statementsOf(file: string): readonly Statement[] {
  return (JSON.parse(readFileSync(join(TEMPLATES, file), 'utf8')) as { Statement: readonly Statement[] }).Statement;
}

function rolesOf(app: App): readonly Resource[] {
  return app.node
    .findAll()
    .filter(Stack.isStack)
    .flatMap((stack) => Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role')) as Resource[]);
}

const environments = [
  ...['lab', 'production'].map((name) => loadEnvironment(join(ROOT, 'config'), name)),
  // The samples probe no gateway and send no notices.
  environmentOf({
    platform: {
      probe: { everyMinutes: 5, consumer: 'probe' },
      notices: { from: 'gateways@provider.test' },
      alarms: {},
      lockout: { failures: 9, withinMinutes: 4, forMinutes: 6 },
      tracing: true,
    },
    resellers: { alpha: { contacts: ['ops@alpha.test'] } },
  }),
];

const needed = new Set(
  environments
    .flatMap((environment) => rolesOf(appOf(environment)))
    .flatMap(({ Properties }) => (Properties['Policies'] ?? []) as { PolicyDocument: { Statement: Statement[] } }[])
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => Action),
);
/** Of the managed policy of the CloudWatch role (AWS managed policy reference, "AmazonAPIGatewayPushToCloudWatchLogs"). */
const CLOUDWATCH_ROLE = [
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:DescribeLogGroups',
  'logs:DescribeLogStreams',
  'logs:FilterLogEvents',
  'logs:GetLogEvents',
  'logs:PutLogEvents',
];

test('the boundary allows what the roles of all functions need, and nothing else', () => {
  const allowed = statementsOf('permissions-boundary.json').flatMap(({ Action }) => Action);
  expect(allowed.toSorted()).toEqual([...new Set([...needed, ...CLOUDWATCH_ROLE])].toSorted());
});

test('with the context key of the CDK, every role has the boundary', () => {
  const { context, ...options } = standaloneAppOptions();
  const app = new App({
    ...options,
    context: { ...context, '@aws-cdk/core:permissionsBoundary': { name: 'aps-gateway-boundary' } },
  });
  addGateway(new Stack(app, 'Shop'), 'Acme', {
    uiNodes: { brandEndpoint: 'https://brand.provider.test', forwarding: 'lambda' },
  });
  const boundaries = rolesOf(app).map(({ Properties }) => JSON.stringify(Properties['PermissionsBoundary']));
  expect(boundaries).toHaveLength(2);
  for (const boundary of boundaries) expect(boundary).toContain(':policy/aps-gateway-boundary');
});

test('without the key no role has one', () => {
  const app = new App();
  addGateway(new Stack(app, 'Shop'));
  expect(rolesOf(app).map(({ Properties }) => Properties['PermissionsBoundary'])).toEqual([undefined]);
});

test('the policy that requires the boundary denies roles without it, and changes of it', () => {
  const denied = statementsOf('require-boundary.json').filter(({ Effect }) => Effect === 'Deny');
  expect(denied.flatMap(({ Action }) => Action)).toEqual(
    expect.arrayContaining([
      'iam:CreateRole',
      'iam:PutRolePolicy',
      'iam:DeleteRolePermissionsBoundary',
      'iam:CreatePolicyVersion',
    ]),
  );
});
