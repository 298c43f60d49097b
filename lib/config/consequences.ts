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

/**
 * What a check looks at besides the place of its problem, in whichever file: without it, the check sees a default and
 * might say what is not so.
 */
const LOOKS_AT: readonly (readonly [problem: RegExp, at: RegExp])[] = [
  [/^mutualTls$/, /^domains\b/],
  [/^domains\.\d+\.tlsPolicy$/, /^(?:domains(?:\.\d+)?(?:\.tlsPolicy)?|mutualTls\b.*)$/],
  [/^tiers\.[^.]+\.methods\b/, /^routes\b/],
  [/^alarms\.latencyMilliseconds$/, /^uiNodes\b/],
];

/** Whether a problem may vanish once those of single files are mended, and so is better not told yet. */
export function mayFollow({ resellerId, path }: HierarchyProblem, { platform, resellers, declared }: ParsedFiles) {
  const place = placeOf(path);
  const own = resellerId === undefined ? platform : resellers.get(resellerId);
  if (places(own).includes(place)) return true;
  const all = [platform, ...resellers.values()];
  const looksAt = LOOKS_AT.filter(([problem]) => problem.test(path.join('.'))).map(([, at]) => at);
  if (all.some(({ problems }) => problems.some((told) => looksAt.some((at) => at.test(told.path))))) return true;
  // The sum is over the throttles of all gateways.
  if (path[0] === 'capacity')
    return all.some((file) => file.value === undefined || places(file).some((at) => at.startsWith('throttle')));
  if (resellerId === undefined) return false;
  // What is wrong above is left out of what is inherited, and compared with.
  const above = [platform, ...ancestors(resellerId, declared).map((id) => resellers.get(id))];
  return above.flatMap(places).some((at) => isWithin(at, place) || isWithin(place, at));
}

/** The keys that say what a path is about: a tier, one setting of a group, or of an entry of a list. */
const placeOf = (path: readonly (string | number)[]) => path.slice(0, /^\d+$/.test(String(path[1])) ? 3 : 2).join('.');

const places = (file: ParsedFile<unknown> | undefined) =>
  file?.problems.map(({ path }) => placeOf(path.split('.'))) ?? [];

const isWithin = (place: string, outer: string) => place === outer || place.startsWith(`${outer}.`);
