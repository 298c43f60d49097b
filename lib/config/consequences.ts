/** Which problems across files may only follow from a problem that is reported already. Pure. */
import type { HierarchyProblem } from './hierarchy-parents';
import { ancestors, type Declarations } from './lineage';
import type { ParsedFile } from './parse';

/** Everything that was read of an environment. */
export interface ParsedFiles {
  readonly platform: ParsedFile<unknown>;
  /** By id. */
  readonly resellers: ReadonlyMap<string, ParsedFile<unknown>>;
  readonly declared: Declarations;
}

/** How many keys of a path say what it is about: a tier, one setting of a group. */
const DEPTH = 2;

/** Whether a problem may vanish once those of single files are mended, and so is better not told yet. */
export function mayFollow({ resellerId, path }: HierarchyProblem, { platform, resellers, declared }: ParsedFiles) {
  const place = path.slice(0, DEPTH).join('.');
  const own = resellerId === undefined ? platform : resellers.get(resellerId);
  if (places(own).includes(place)) return true;
  // The sum is over the throttles of all gateways.
  if (path[0] === 'capacity') {
    const all = [platform, ...resellers.values()];
    return all.some((file) => file.value === undefined || places(file).some((at) => at.startsWith('throttle')));
  }
  if (resellerId === undefined) return false;
  // What is wrong above is left out of what is inherited, and compared with.
  const above = [platform, ...ancestors(resellerId, declared).map((id) => resellers.get(id))];
  return above.flatMap(places).some((at) => isWithin(at, place) || isWithin(place, at));
}

const places = (file: ParsedFile<unknown> | undefined) =>
  file?.problems.map(({ path }) => path.split('.').slice(0, DEPTH).join('.')) ?? [];

const isWithin = (place: string, outer: string) => place === outer || place.startsWith(`${outer}.`);
