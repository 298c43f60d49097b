import type { ParsedFile } from '../files/parse';
import { ancestors } from '../resolve/lineage';
import type { Declarations } from '../shapes/reseller-shape';
import type { HierarchyProblem } from './hierarchy-problem';

/** The files of an environment, as far as they could be parsed. */
export interface ParsedFiles {
  readonly platform: ParsedFile<unknown>;
  /** By reseller id. */
  readonly resellers: ReadonlyMap<string, ParsedFile<unknown>>;
  /** Resellers whose files could be used. */
  readonly declared: Declarations;
}

/**
 * Settings that a check reads in addition to the one it reports on: in the same file and those above it, or in any file. Where
 * such a setting is malformed, the check sees its default and may report a problem that does not exist. The same is true of
 * a setting in any file if a file cannot be read.
 */
const ALSO_READ: readonly { readonly problem: RegExp; readonly setting: RegExp; readonly inAnyFile?: true }[] = [
  { problem: /^mutualTls$/, setting: /^domains\b/ },
  { problem: /^domains\.\d+\.tlsPolicy$/, setting: /^(?:domains(?:\.\d+)?(?:\.tlsPolicy)?|mutualTls\b.*)$/ },
  { problem: /^oauth\.authentication$/, setting: /^oauth\.bearer\b/ },
  { problem: /^region$/, setting: /^uiNodes\.private\b/ },
  { problem: /^audience$/, setting: /^(?:vpcEndpoints|domains|mutualTls|probe)\b/ },
  { problem: /^vpcEndpoints$/, setting: /^audience$/, inAnyFile: true },
  {
    problem:
      /^(?:oauth\.(?:bearer|signatureMethods|timestampWindowSeconds|clockSkewSeconds)|lockout|alarms\.(?:signatureFailures|nonceTableFaults|failedAttempts))$/,
    setting: /^oauth\.(?:authentication|bearer)\b/,
    inAnyFile: true,
  },
  { problem: /^alarms\.webAcl/, setting: /^protection\b/ },
  { problem: /^notices\./, setting: /^notices\.from$/ },
  { problem: /^shedding\.automatic\.from$/, setting: /^tiers\b/, inAnyFile: true },
  { problem: /^endpointAccess$/, setting: /^mutualTls\b/ },
  { problem: /^tiers\.[^.]+\.methods\b/, setting: /^routes\b/, inAnyFile: true },
  {
    problem: /^uiNodes\.(?:timeoutSeconds|answers)$/,
    setting: /^uiNodes\.(?:timeoutSeconds|answers|acknowledgedTimeoutQuotaSeconds)$/,
  },
  { problem: /^alarms\.latencyMilliseconds$/, setting: /^uiNodes\b/ },
  { problem: /^shedding\.automatic\.latencyMilliseconds$/, setting: /^uiNodes\b/ },
  { problem: /^tiers\.[^.]+\.priority$/, setting: /^shedding\b/ },
];

/** Settings that a sum over all gateways adds up, by the key that limits the sum. */
const SUMS: Readonly<Record<string, RegExp>> = {
  capacity: /^(?:throttle|tiers)\b/,
  isolation: /^(?:isolation|uiNodes)\b/,
};

/**
 * True if a problem of the environment as a whole may only follow from a problem inside a file. Such a problem is not
 * reported: it may be gone once the file is corrected.
 */
export function mayFollow(
  { resellerId, path }: HierarchyProblem,
  { platform, resellers, declared }: ParsedFiles,
): boolean {
  const place = placeOf(path);
  const own = resellerId === undefined ? platform : resellers.get(resellerId);
  if (places(own).includes(place)) return true;
  const all = [platform, ...resellers.values()];
  const above =
    resellerId === undefined ? [] : [platform, ...ancestors(resellerId, declared).map((id) => resellers.get(id))];
  const alsoRead = ALSO_READ.filter(({ problem }) => problem.test(path.join('.')));
  const isMalformed = ({ setting, inAnyFile }: (typeof ALSO_READ)[number]) => {
    if (inAnyFile && all.some(({ value }) => value === undefined)) return true;
    // Settings of the platform are checked together with those of every reseller.
    return (inAnyFile || resellerId === undefined ? all : [own, ...above]).some((file) =>
      file?.problems.some((reported) => setting.test(reported.path)),
    );
  };
  if (alsoRead.some(isMalformed)) return true;
  // Sums need all files.
  const summed = SUMS[String(path[0])];
  if (summed) return all.some((file) => file.value === undefined || places(file).some((at) => summed.test(at)));
  if (resellerId === undefined) return false;
  // A malformed setting above is neither inherited nor compared with.
  return above.flatMap(places).some((at) => isWithin(at, place) || isWithin(place, at));
}

/** Shortens a path to the tier, the setting of a group, or the setting of a list entry that it is about. */
function placeOf(path: readonly (string | number)[]): string {
  return path.slice(0, /^\d+$/.test(String(path[1])) ? 3 : 2).join('.');
}

function places(file: ParsedFile<unknown> | undefined): readonly string[] {
  return file?.problems.map(({ path }) => placeOf(path.split('.'))) ?? [];
}

function isWithin(place: string, outer: string): boolean {
  return place === outer || place.startsWith(`${outer}.`);
}
