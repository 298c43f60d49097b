import type { AccountReader, Caller, RefusedAction } from '../account-reader';
import { type Check, judge, type Reading } from '../check';
import type { Requirements } from '../requirements';

/** IAM's simulator leaves out the rest (IAM user guide, "Testing IAM policies"). */
const ALLOWED =
  'allowed, as far as IAM simulates it: without conditions of service control policies, and without policies of resources';

/** The CDK's roles in an account and Region, made by the bootstrap stack. */
export function cdkRoleArn(role: 'deploy' | 'cfn-exec', accountId: string, region: string): string {
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return `arn:${partition}:iam::${accountId}:role/cdk-hnb659fds-${role}-role-${accountId}-${region}`;
}

/** Checks that the caller may assume the CDK's deploy role, and that CloudFormation's role may create the stacks. */
export async function checkPermissions(
  { actions }: Requirements,
  account: AccountReader,
  { accountId, arn }: Caller,
  region: string,
): Promise<readonly Check[]> {
  const deployRole = cdkRoleArn('deploy', accountId, region);
  const executionRole = cdkRoleArn('cfn-exec', accountId, region);
  const [assume, create] = await Promise.all([
    account.refusedActions(arn, ['sts:AssumeRole'], deployRole),
    account.refusedActions(executionRole, actions, '*'),
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
  ];
}

function refusals(line: Pick<Check, 'id' | 'checked' | 'needed'>, reading: Reading<readonly RefusedAction[]>): Check {
  return judge(line, reading, (refused) => {
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
