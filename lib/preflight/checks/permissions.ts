import type { AccountReader, Caller, RefusedAction } from '../account-reader';
import { type Check, judge, type Reading } from '../check';
import type { Requirements } from '../requirements';

/** IAM's simulator leaves out the rest (IAM user guide, "Testing IAM policies"). */
const ALLOWED =
  'allowed, as far as IAM simulates it: without conditions of service control policies, and without policies of resources';

/** The CDK's roles in an account and Region, made by the bootstrap stack. */
export function cdkRoleArn(role: 'deploy' | 'cfn-exec', accountId: string, region: string): string {
  return `arn:${partitionOf(region)}:iam::${accountId}:role/cdk-hnb659fds-${role}-role-${accountId}-${region}`;
}

function partitionOf(region: string): string {
  return region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/**
 * Checks that the caller may assume the CDK's deploy role, that CloudFormation's role may create the stacks, and whether
 * the caller may onboard consumers.
 */
export async function checkPermissions(
  { actions, onboardingActions, environment }: Requirements,
  account: AccountReader,
  { accountId, arn }: Caller,
  region: string,
): Promise<readonly Check[]> {
  const deployRole = cdkRoleArn('deploy', accountId, region);
  const executionRole = cdkRoleArn('cfn-exec', accountId, region);
  const place = { accountId, region };
  const simulated = async (principal: string, some: readonly string[], resource: (action: string) => string) => {
    const resources = [...new Set(some.map(resource))];
    const readings = resources.map((on) =>
      account.refusedActions(
        principal,
        some.filter((action) => resource(action) === on),
        on,
      ),
    );
    return together(await Promise.all(readings));
  };
  const [assume, create, onboard] = await Promise.all([
    account.refusedActions(arn, ['sts:AssumeRole'], deployRole),
    simulated(executionRole, actions, (action) => resourceOf(action, environment, place)),
    simulated(arn, onboardingActions, (action) => onboardedResource(action, environment, place)),
  ]);
  return [
    refusals(
      { id: 'permission-caller', checked: "the caller's permissions", needed: `sts:AssumeRole on ${deployRole}` },
      assume,
    ),
    refusals(
      { id: 'permission-cloudformation', checked: "CloudFormation's permissions", needed: actions.join(', ') },
      create,
    ),
    onboarding(environment, onboardingActions, onboard),
  ];
}

interface Place {
  readonly accountId: string;
  readonly region: string;
}

/** Returns a resource that onboarding makes; API Gateway checks tags on the escaped ARN of the new API key. */
function onboardedResource(action: string, environment: string, { accountId, region }: Place): string {
  const partition = partitionOf(region);
  if (action.startsWith('secretsmanager:')) {
    return `arn:${partition}:secretsmanager:${region}:${accountId}:secret:aps-gateway/${environment}/preflight`;
  }
  const control = `arn:${partition}:apigateway:${region}::`;
  const key = encodeURIComponent(`${control}/apikeys/preflight`);
  return action === 'apigateway:PUT' ? `${control}/tags/${key}` : `${control}/apikeys`;
}

/** A caller that may not onboard is fine, because others may do it; a service control policy would stop them too. */
function onboarding(
  environment: string,
  actions: readonly string[],
  reading: Reading<readonly RefusedAction[]>,
): Check {
  const line = {
    id: 'permission-onboarding',
    checked: "the caller's permissions to onboard consumers",
    needed: actions.join(', '),
  };
  const check = refusals(line, reading);
  const organization = reading.known && reading.value.some(({ by }) => by === 'organization');
  if (check.verdict !== 'missing' || organization) return check;
  const ask = `To onboard consumers, use a role with the policy aps-gateway-${environment}-onboarder, which operatorPolicies adds.`;
  return { ...check, verdict: 'fine', ask };
}

/**
 * Returns a resource of the environment on which to simulate an action; `*` for the actions that the policy in
 * `config/deploy-policy.json` allows on every resource.
 */
function resourceOf(action: string, environment: string, { accountId, region }: Place): string {
  const arn = (service: string, resource: string, place = region) =>
    `arn:${partitionOf(region)}:${service}:${place}:${accountId}:${resource}`;
  const name = `aps-gateway-${environment}-preflight`;
  const [service = ''] = action.split(':');
  const resources: Readonly<Record<string, string>> = {
    iam: arn('iam', action === 'iam:CreatePolicy' ? `policy/${name}` : `role/${name}`, ''),
    lambda: arn('lambda', `function:${name}`),
    events: arn('events', `rule/${name}`),
    states: arn('states', `stateMachine:${name}`),
    dynamodb: arn('dynamodb', `table/${name}`),
    scheduler: arn('scheduler', `schedule/default/${name}`),
    ssm: arn('ssm', `parameter/aps-gateway/${environment}/preflight`),
  };
  return resources[service] ?? '*';
}

/** One reading of several; unknown if one of them is. */
function together<T>(readings: readonly Reading<readonly T[]>[]): Reading<readonly T[]> {
  return (
    readings.find(({ known }) => !known) ?? {
      known: true,
      value: readings.flatMap((reading) => (reading.known ? reading.value : [])),
    }
  );
}

function refusals(line: Pick<Check, 'id' | 'checked' | 'needed'>, reading: Reading<readonly RefusedAction[]>): Check {
  return judge(line, reading, (unsorted) => {
    const refused = unsorted.toSorted((a, b) => (a.action < b.action ? -1 : 1));
    if (refused.length === 0) return { verdict: 'fine', found: ALLOWED };
    const found = refused.map(({ action, by }) => `${action} refused (${by})`).join(', ');
    const organization = refused.some(({ by }) => by === 'organization');
    const ask = organization
      ? `A service control policy forbids it: ask the owners of the organization (Organizations console > Policies > Service control policies) to allow ${names(refused, 'organization')}.`
      : `Ask the account's administrators to allow ${names(refused)}.`;
    return { verdict: 'missing', found, ask };
  });
}

function names(refused: readonly RefusedAction[], by?: RefusedAction['by']): string {
  return refused
    .filter((one) => by === undefined || one.by === by)
    .map(({ action }) => action)
    .join(', ');
}
