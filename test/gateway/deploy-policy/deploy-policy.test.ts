import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { loadEnvironment } from '../../../lib/config/load-environment';
import type { AccountReader } from '../../../lib/preflight/account-reader';
import { preflight } from '../../../lib/preflight/preflight';
import { requirementsOf } from '../../../lib/preflight/requirements';
import { fakeAccount, known } from '../../preflight/fake-account';
import { BOTH_AUDIENCES } from '../support/audiences';
import { environmentOf } from '../support/environment';
import { appOf } from '../support/synthesis';
import registry from './handler-permissions.json';
import { BESIDE_HANDLERS, UNNEEDED, WITHOUT_HANDLERS } from './unneeded-actions';

const CONFIG = join(__dirname, '../../../config');

interface Statement {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
}

const text = readFileSync(join(CONFIG, 'deploy-policy.json'), 'utf8');
const statements = (JSON.parse(text) as { readonly Statement: readonly Statement[] }).Statement;
const allowed = statements.flatMap(({ Action }) => Action);

const environments = [
  loadEnvironment(CONFIG, 'lab'),
  loadEnvironment(CONFIG, 'production'),
  // The samples limit no addresses, probe no gateway, and have no internal audience.
  environmentOf({
    platform: {
      protection: { webAcl: { allowedSourceIps: ['192.0.2.0/24'] } },
      probe: { everyMinutes: 5, consumer: 'probe' },
    },
    resellers: { alpha: BOTH_AUDIENCES },
  }),
];

const types = new Set(
  environments.flatMap((environment) =>
    appOf(environment)
      .node.children.filter(Stack.isStack)
      .flatMap((stack) => {
        const { Resources = {} } = Template.fromStack(stack).toJSON() as {
          readonly Resources?: Readonly<Record<string, { readonly Type: string }>>;
        };
        return Object.values(Resources).map(({ Type }) => Type);
      }),
  ),
);
const handlers: Readonly<Record<string, readonly string[]>> = { ...registry.permissions, ...WITHOUT_HANDLERS };
const isUnneeded = (action: string) => UNNEEDED.some(([actions]) => actions.test(action));
const needed = new Set([...[...types].flatMap((type) => handlers[type] ?? []), ...BESIDE_HANDLERS]);

function allows(pattern: string, action: string): boolean {
  return new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(action);
}

function covers({ Action, Resource }: Statement, action: string, resource: string): boolean {
  return (
    Action.some((pattern) => allows(pattern, action)) && [Resource].flat().some((pattern) => allows(pattern, resource))
  );
}

test('every resource type of the templates has a row in the table of actions, and every row a resource', () => {
  expect([...types].toSorted()).toEqual(Object.keys(handlers).toSorted());
});

test('the policy allows every action that CloudFormation needs for the templates', () => {
  const missing = [...needed].filter(
    (action) => !isUnneeded(action) && !allowed.some((pattern) => allows(pattern, action)),
  );
  expect(missing).toEqual([]);
});

test('the policy allows no action that the templates do not need', () => {
  const superfluous = allowed.filter((pattern) => ![...needed].some((a) => !isUnneeded(a) && allows(pattern, a)));
  expect(superfluous).toEqual([]);
});

test('every exception is one of an action that a handler names', () => {
  const actions = [...needed];
  expect(UNNEEDED.filter(([pattern]) => !actions.some((action) => pattern.test(action)))).toEqual([]);
});

test('the policy allows what a preflight simulates, on the resources that it simulates', async () => {
  const refused: string[] = [];
  const refusedActions: AccountReader['refusedActions'] = (principal, actions, resource) => {
    if (principal.includes('cfn-exec')) {
      refused.push(...actions.filter((action) => !statements.some((statement) => covers(statement, action, resource))));
    }
    return known([]);
  };
  for (const environment of environments) await preflight(requirementsOf(environment), fakeAccount({ refusedActions }));
  expect(refused).toEqual([]);
});

test('what touches roles, functions, tables, parameters and buckets is limited to those of the package', () => {
  const everywhere = statements.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
  expect(everywhere.filter((action) => /^(iam|lambda|dynamodb|ssm|s3):/.test(action))).toEqual([]);
});

test('the policy fits into a managed policy of IAM: 6144 characters without white space', () => {
  expect(text.replaceAll(/\s/g, '').length).toBeLessThanOrEqual(6144);
});
