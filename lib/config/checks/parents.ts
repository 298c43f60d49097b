import { ancestors } from '../resolve/lineage';
import type { Declarations } from '../shapes/reseller-shape';
import type { HierarchyProblem } from './hierarchy-problem';

/** Keys that configure a gateway, which a reseller served by its ancestor's gateway does not have. */
const GATEWAY_KEYS = [
  'audience',
  'vpcEndpoints',
  'uiNodes',
  'routes',
  'throttle',
  'isolation',
  'oauth',
  'lockout',
  'domains',
  'endpointAccess',
  'mutualTls',
  'allowedSourceIps',
  'logs',
  'alarms',
  'tags',
] as const;

/** Ways to limit the consumers of such a reseller. */
const INSTEAD: Readonly<Record<string, string>> = {
  throttle: ' (a tier with meteredBy: reseller limits it as a whole)',
  vpcEndpoints: ' (the rule sourceVpcEndpoints limits each of its consumers)',
  allowedSourceIps: ' (the rule sourceIps limits each of its consumers)',
};

/**
 * Checks the tree of resellers: every parent exists, no cycles, and gateway settings only where there is a gateway.
 *
 * @param unread ids of resellers whose files cannot be used; they count as existing parents
 */
export function checkParents(declared: Declarations, unread: ReadonlySet<string>): readonly HierarchyProblem[] {
  return [...declared.keys()]
    .toSorted()
    .flatMap((id) => [...checkParent(id, declared, unread), ...checkInherited(id, declared)]);
}

function checkParent(id: string, declared: Declarations, unread: ReadonlySet<string>): HierarchyProblem[] {
  const parent = declared.get(id)?.parent;
  if (parent === undefined || unread.has(parent)) return [];
  const at = { resellerId: id, path: ['parent'] };
  if (!declared.has(parent)) {
    const others = [...declared.keys(), ...unread].filter((other) => other !== id).toSorted();
    const allowed = others.length > 0 ? `one of: ${others.join(', ')}` : 'no parent: there is no other reseller';
    return [{ ...at, message: 'is not a declared reseller', allowed }];
  }
  if (!ancestors(id, declared).includes(id)) return [];
  return [
    {
      ...at,
      message: 'makes a cycle that leads back to this reseller',
      allowed: 'a reseller that is not below this one',
    },
  ];
}

function checkInherited(id: string, declared: Declarations): HierarchyProblem[] {
  const own = declared.get(id);
  if (own?.gateway !== 'inherited') return [];
  const needed: HierarchyProblem[] =
    own.parent === undefined
      ? [{ resellerId: id, path: ['gateway'], message: 'needs a parent', allowed: 'own, or inherited with a parent' }]
      : [];
  const useless = GATEWAY_KEYS.filter((key) => own[key] !== undefined).map((key) => ({
    resellerId: id,
    path: [key],
    message: 'has no effect: this reseller uses the gateway of an ancestor',
    allowed: `nothing${INSTEAD[key] ?? ''}, or gateway: own`,
  }));
  return [...needed, ...useless];
}
