import { Stack, Stage, Token } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import type { GatewaySettings, PropProblem } from '../config/resolve-props';

/** By app: path of the construct by the name that it takes in an account and Region. */
const CLAIMED = new WeakMap<IConstruct, Map<string, string>>();

/**
 * Returns problems for names that another gateway of the app has in the same account and Region: its reseller in an environment, and
 * its domains.
 *
 * @param claim takes the names for this gateway if they are free
 */
export function claimNames(
  scope: Construct,
  id: string,
  { environment, gateway }: GatewaySettings,
  claim: boolean,
): readonly PropProblem[] {
  const taken = CLAIMED.get(scope.node.root) ?? new Map<string, string>();
  CLAIMED.set(scope.node.root, taken);
  const place = placeKey(scope);
  const names = [
    { path: 'resellerId', value: gateway.resellerId, key: `${place} gateway ${environment}/${gateway.resellerId}` },
    ...gateway.domains.map(({ name }, index) => ({
      path: `domains.${index}.name`,
      value: name,
      key: `${place} domain ${name}`,
    })),
  ];
  const problems = names.flatMap(({ path, value, key }): PropProblem[] => {
    const owner = taken.get(key);
    if (owner === undefined) return [];
    const message =
      path === 'resellerId'
        ? `already has the gateway ${owner} in environment ${environment}`
        : `is already a domain of ${owner}`;
    return [{ path, value: JSON.stringify(value), message, allowed: 'a name that no other gateway has' }];
  });
  if (claim && problems.length === 0)
    for (const { key } of names) taken.set(key, [scope.node.path, id].filter(Boolean).join('/'));
  return problems;
}

/** Stacks without an account or Region belong to the account and Region that their stage is deployed to. */
function placeKey(scope: Construct): string {
  const { account, region } = Stack.of(scope);
  const known = (value: string) => (Token.isUnresolved(value) ? `of ${Stage.of(scope)?.node.path ?? ''}` : value);
  return `${known(account)}/${known(region)}`;
}
