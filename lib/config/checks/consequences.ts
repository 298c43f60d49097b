/** Which problems across files may only follow from a problem that is reported already. Pure. */
import type { HierarchyProblem } from './parents';
import { ancestors, type Declarations } from '../resolve/lineage';
import type { ParsedFile } from '../files/parse';

/** Everything that was read of an environment. */
export interface ParsedFiles {
  readonly platform: ParsedFile<unknown>;
  /** By id. */
  readonly resellers: ReadonlyMap<string, ParsedFile<unknown>>;
  readonly declared: Declarations;
}

/**
 * What a check looks at besides the place of its problem: in the same file and those above it, or in any. Without it,
 * the check sees a default and might say what is not so.
 */
const LOOKS_AT: readonly { readonly problem: RegExp; readonly at: RegExp; readonly inAnyFile?: true }[] = [
  { problem: /^mutualTls$/, at: /^domains\b/ },
  { problem: /^domains\.\d+\.tlsPolicy$/, at: /^(?:domains(?:\.\d+)?(?:\.tlsPolicy)?|mutualTls\b.*)$/ },
  { problem: /^tiers\.[^.]+\.methods\b/, at: /^routes\b/, inAnyFile: true },
  { problem: /^alarms\.latencyMilliseconds$/, at: /^uiNodes\b/ },
];

/** Whether a problem may vanish once those of single files are mended, and so is better not told yet. */
export function mayFollow({ resellerId, path }: HierarchyProblem, { platform, resellers, declared }: ParsedFiles) {
  const place = placeOf(path);
  const own = resellerId === undefined ? platform : resellers.get(resellerId);
  if (places(own).includes(place)) return true;
  const all = [platform, ...resellers.values()];
  const above =
    resellerId === undefined ? [] : [platform, ...ancestors(resellerId, declared).map((id) => resellers.get(id))];
  const looksAt = LOOKS_AT.filter(({ problem }) => problem.test(path.join('.')));
  const isMissing = ({ at, inAnyFile }: (typeof LOOKS_AT)[number]) =>
    // The platform's settings are looked at together with every reseller's.
    (inAnyFile || resellerId === undefined ? all : [own, ...above]).some((file) =>
      file?.problems.some((told) => at.test(told.path)),
    );
  if (looksAt.some(isMissing)) return true;
  // The sum is over the throttles of all gateways.
  if (path[0] === 'capacity')
    return all.some((file) => file.value === undefined || places(file).some((at) => at.startsWith('throttle')));
  if (resellerId === undefined) return false;
  // What is wrong above is left out of what is inherited, and compared with.
  return above.flatMap(places).some((at) => isWithin(at, place) || isWithin(place, at));
}

/** The keys that say what a path is about: a tier, one setting of a group, or of an entry of a list. */
function placeOf(path: readonly (string | number)[]) {
  return path.slice(0, /^\d+$/.test(String(path[1])) ? 3 : 2).join('.');
}

function places(file: ParsedFile<unknown> | undefined) {
  return file?.problems.map(({ path }) => placeOf(path.split('.'))) ?? [];
}

function isWithin(place: string, outer: string) {
  return place === outer || place.startsWith(`${outer}.`);
}
