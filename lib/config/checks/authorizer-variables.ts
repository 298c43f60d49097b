import type { EnvironmentConfig, GatewayConfig } from '../environment';
import { nestedRoutesSetting } from '../nested-routes';
import { operationGroupsSetting } from '../operation-groups';
import { tierPriorities } from '../shedding-config';
import type { HierarchyProblem } from './hierarchy-problem';

/** Lambda allows 4 KB for all environment variables of a function, measured as one JSON object. */
const MOST_BYTES = 4096;
/** Names of variables, and values of bounded length: names of tables, hosts, numbers, the realm and the prefix of secrets. */
const BOUNDED_BYTES = 1400;

/** Checks that what a gateway declares fits into the environment variables of its authorizer. */
export function checkAuthorizerVariables({ gateways }: EnvironmentConfig): readonly HierarchyProblem[] {
  const [worst] = gateways.map(sizesOf).toSorted((one, other) => other.total - one.total);
  if (!worst || worst.total <= MOST_BYTES) return [];
  const { resellerId, total, largest } = worst;
  const each = worst.sizes.map(([path, bytes]) => `${path.join('.')} ${bytes}`).join(', ');
  const message = `takes most of the ${total} bytes of environment variables that the authorizer of ${resellerId} needs (${each})`;
  return [
    { path: largest, message, allowed: `${MOST_BYTES} bytes in all, which Lambda allows: shorter or fewer of these` },
  ];
}

/** Bytes of each key, as JSON within the JSON that Lambda measures. */
function sizesOf({ resellerId, oauth, operationGroups, routes, shedding, tiers }: GatewayConfig) {
  const values: readonly (readonly [path: readonly string[], value: string])[] = [
    [['operationGroups'], operationGroups ? operationGroupsSetting(operationGroups) : ''],
    [['oauth', 'bearer'], oauth.bearer ? JSON.stringify(oauth.bearer) : ''],
    [['oauth', 'allowedApsHeaders'], oauth.allowedApsHeaders.join(',')],
    [['routes'], nestedRoutesSetting(routes)],
    [['tiers'], shedding ? JSON.stringify(tierPriorities(tiers)) : ''],
  ];
  const sizes = values
    .map(([path, value]) => [path, Buffer.byteLength(JSON.stringify(value))] as const)
    .toSorted(([, one], [, other]) => other - one);
  const total = sizes.reduce((sum, [, bytes]) => sum + bytes, BOUNDED_BYTES);
  return { resellerId, sizes, total, largest: sizes[0]?.[0] ?? [] };
}
