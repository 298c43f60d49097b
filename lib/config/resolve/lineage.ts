/** The way from a reseller up to the top. Pure. */
import type { ResellerDeclaration } from '../shapes/reseller-shape';

/** Declared resellers by id. */
export type Declarations = ReadonlyMap<string, ResellerDeclaration>;

/** A reseller's declaration; throws for an id that is not declared, which the checks have ruled out. */
export function declaration(declared: Declarations, id: string): ResellerDeclaration {
  const found = declared.get(id);
  if (!found) throw new Error(`No reseller ${id} is declared`);
  return found;
}

/** Ids above a reseller, the nearest first; ends where a cycle closes or a parent is missing. */
export function ancestors(id: string, declared: Declarations): readonly string[] {
  const found: string[] = [];
  for (let at = declared.get(id)?.parent; at !== undefined && !found.includes(at); at = declared.get(at)?.parent) {
    found.push(at);
  }
  return found;
}

/** The reseller itself and those above it, the nearest first, as declared. */
export function lineage(id: string, declared: Declarations): readonly ResellerDeclaration[] {
  return [id, ...ancestors(id, declared)].map((above) => declaration(declared, above));
}
