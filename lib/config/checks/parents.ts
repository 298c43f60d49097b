/** Checks of the tree itself: no orphan, no cycle, nothing declared for a gateway that is not there. Pure. */
import { ancestors, type Declarations } from '../resolve/lineage';

/** A problem that only a look at the whole environment shows. */
export interface HierarchyProblem {
  /** The reseller whose file has it; the platform's file when absent. */
  readonly resellerId?: string;
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly allowed: string;
}

/** Keys that shape a gateway, and so make no sense for a reseller that is served by an ancestor's. */
const GATEWAY_KEYS = [
  'uiNodes',
  'routes',
  'throttle',
  'oauth',
  'domains',
  'mutualTls',
  'allowedSourceIps',
  'logs',
  'alarms',
  'tags',
] as const;

/** @param unread ids of resellers whose files cannot be used: parents nevertheless */
export function checkParents(declared: Declarations, unread: ReadonlySet<string>): readonly HierarchyProblem[] {
  return [...declared.keys()]
    .toSorted()
    .flatMap((id) => [...parentProblems(id, declared, unread), ...inheritedProblems(id, declared)]);
}

function parentProblems(id: string, declared: Declarations, unread: ReadonlySet<string>): HierarchyProblem[] {
  const parent = declared.get(id)?.parent;
  if (parent === undefined || unread.has(parent)) return [];
  const others = [...declared.keys(), ...unread].filter((other) => other !== id).toSorted();
  const allowed = others.length > 0 ? `one of: ${others.join(', ')}` : 'no parent, as there is no other reseller';
  if (!declared.has(parent)) return [{ resellerId: id, path: ['parent'], message: 'is no reseller', allowed }];
  if (!ancestors(id, declared).includes(id)) return [];
  return [
    {
      resellerId: id,
      path: ['parent'],
      message: 'leads back to this reseller',
      allowed: 'a reseller that is not below this one',
    },
  ];
}

function inheritedProblems(id: string, declared: Declarations): HierarchyProblem[] {
  const own = declared.get(id);
  if (own?.gateway !== 'inherited') return [];
  const needed: HierarchyProblem[] =
    own.parent === undefined
      ? [{ resellerId: id, path: ['gateway'], message: 'needs a parent', allowed: 'own, or a parent besides' }]
      : [];
  const useless = GATEWAY_KEYS.filter((key) => own[key] !== undefined).map((key) => ({
    resellerId: id,
    path: [key],
    message: 'needs a gateway of its own',
    allowed: 'nothing, or gateway: own',
  }));
  return [...needed, ...useless];
}
