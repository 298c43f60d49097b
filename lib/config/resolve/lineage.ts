import type { Declarations, ResellerDeclaration } from '../shapes/reseller-shape';

/**
 * Returns a reseller's declaration.
 *
 * @throws Error for an id that is not declared
 */
export function declaration(declared: Declarations, id: string): ResellerDeclaration {
  const found = declared.get(id);
  if (!found) throw new Error(`No reseller ${id} is declared`);
  return found;
}

/** Returns the ids above a reseller, the nearest first. Ends where a cycle closes or a parent is missing. */
export function ancestors(id: string, declared: Declarations): readonly string[] {
  const found: string[] = [];
  for (let at = declared.get(id)?.parent; at !== undefined && !found.includes(at); at = declared.get(at)?.parent) {
    found.push(at);
  }
  return found;
}

/** Returns the declarations of a reseller and of those above it, its own first. */
export function lineage(id: string, declared: Declarations): readonly ResellerDeclaration[] {
  return [id, ...ancestors(id, declared)].map((above) => declaration(declared, above));
}

/**
 * Returns the resellers that can be resolved. Those below an unread file are left out, because what they inherit is
 * unknown; a parent that is missing or part of a cycle is removed, so that the rest can still be checked.
 *
 * @param unread ids of resellers whose files cannot be used
 */
export function resolvable(written: Declarations, unread: ReadonlySet<string>): Declarations {
  const known = [...written].filter(([id]) => !ancestors(id, written).some((above) => unread.has(above)));
  return new Map(
    known.map(([id, { parent, ...rest }]) => [id, isSound(id, parent, written) ? { ...rest, parent } : rest]),
  );
}

function isSound(id: string, parent: string | undefined, written: Declarations): parent is string {
  return parent !== undefined && written.has(parent) && !ancestors(id, written).includes(id);
}
