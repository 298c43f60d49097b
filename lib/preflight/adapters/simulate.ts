import type { RefusedAction } from '../account-reader';
import { type EvaluationResult, GetRoleCommand, type IAMClient, SimulatePrincipalPolicyCommand } from './account-sdk';
import { allPages } from './pages';

/**
 * Simulates actions of a principal on one resource.
 *
 * @returns the actions that would be refused
 * @throws Error where IAM refuses the simulation, also of the root user, which has no policies to simulate
 */
export async function simulate(
  client: IAMClient,
  principalArn: string,
  actions: readonly string[],
  resource: string,
): Promise<readonly RefusedAction[]> {
  const PolicySourceArn = await policySource(client, principalArn);
  const results = await allPages(async (Marker) => {
    const command = new SimulatePrincipalPolicyCommand({
      PolicySourceArn,
      ActionNames: [...actions],
      ResourceArns: [resource],
      ...(Marker && { Marker }),
    });
    const { EvaluationResults = [], Marker: next, IsTruncated } = await client.send(command);
    return { items: EvaluationResults, next: IsTruncated ? next : undefined };
  });
  return results.flatMap(({ EvalActionName: action = '', ...result }) => {
    const by = refusedBy(result);
    return by === undefined ? [] : [{ action, by }];
  });
}

function refusedBy({ EvalDecision, OrganizationsDecisionDetail }: Partial<EvaluationResult>) {
  if (OrganizationsDecisionDetail?.AllowedByOrganizations === false) return 'organization';
  if (EvalDecision === 'allowed') return undefined;
  return EvalDecision === 'explicitDeny' ? 'explicit deny' : 'no policy that allows it';
}

/** The role behind a session; a session's ARN has the role's name without its path. */
async function policySource(client: IAMClient, principalArn: string): Promise<string> {
  const [, RoleName] = /:assumed-role\/([^/]+)\//.exec(principalArn) ?? [];
  if (RoleName === undefined) return principalArn;
  const { Role } = await client.send(new GetRoleCommand({ RoleName }));
  return Role?.Arn ?? principalArn;
}
