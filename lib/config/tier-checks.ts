/** Checks of tiers: known where inherited, narrower where redefined. Pure. */
import type { TierConfig } from './environment';
import type { HierarchyProblem } from './hierarchy-parents';
import type { Declarations } from './lineage';
import { normalizeTier } from './normalize';
import type { PlatformDeclaration } from './platform-shape';
import { resolveTiers } from './tiers';

export function checkTiers(platform: PlatformDeclaration, declared: Declarations): readonly HierarchyProblem[] {
  return [...inheritance(platform, declared), ...withoutTiers(platform, declared)];
}

/** A gateway without tiers has no usage plan that a consumer could be on. */
const withoutTiers = (platform: PlatformDeclaration, declared: Declarations): readonly HierarchyProblem[] =>
  [...declared]
    .filter(([id, { tiers }]) => !tiers && Object.keys(resolveTiers(id, platform, declared)).length === 0)
    .map(([resellerId]) => ({
      resellerId,
      path: ['tiers'],
      message: 'is missing, and there are none above',
      allowed: 'tiers with limits of their own, or tiers in platform.yaml',
    }));

function inheritance(platform: PlatformDeclaration, declared: Declarations): readonly HierarchyProblem[] {
  return [...declared].flatMap(([resellerId, { tiers = {}, parent, gateway }]) => {
    const above = resolveTiers(parent, platform, declared);
    const names = Object.keys(above).join(', ');
    const known = names && `one of: ${names}`;
    const problem = (path: readonly (string | number)[], message: string, allowed: string) => ({
      resellerId,
      path: ['tiers', ...path],
      message,
      allowed,
    });
    return Object.entries(tiers).flatMap(([name, tier]): HierarchyProblem[] => {
      const inherited = Object.hasOwn(above, name) ? above[name] : undefined;
      if (tier === 'inherit')
        return inherited
          ? []
          : [
              problem(
                [name],
                'there is no such tier to inherit',
                known ? `${known}; or limits of its own` : 'limits of its own',
              ),
            ];
      if (gateway === 'inherited')
        return [problem([name], "shares the usage plan of the gateway's owner", 'inherit, or gateway: own')];
      if (!inherited && parent)
        return [problem([name], "adds to the parent's tiers", known || 'tiers that the parent has')];
      return (inherited ? wider(normalizeTier(tier), inherited) : []).map(({ path, allowed }) =>
        problem([name, ...path], 'widens what is above', allowed),
      );
    });
  });
}

interface Wider {
  readonly path: readonly string[];
  readonly allowed: string;
}

const PERIOD_DAYS = { day: 1, week: 7, month: 30 } as const;

/** Where a tier gives more than the one above. */
function wider(own: TierConfig, above: TierConfig): readonly Wider[] {
  const found: Wider[] = [];
  for (const key of ['rateLimit', 'burstLimit'] as const) {
    const most = above.throttle[key];
    if (most !== undefined && (own.throttle[key] ?? Infinity) > most)
      found.push({ path: ['throttle', key], allowed: `at most ${most}` });
  }
  const { quota } = above;
  if (quota && !own.quota) found.push({ path: ['quota'], allowed: `at most ${quota.limit} per ${quota.period}` });
  // A shorter period lets more through in the longer one, unless the limit shrinks as much.
  if (quota && own.quota && perDay(own.quota) > perDay(quota)) {
    found.push({
      path: ['quota', 'limit'],
      allowed: `at most ${Math.floor(perDay(quota) * PERIOD_DAYS[own.quota.period])} per ${own.quota.period}`,
    });
  }
  return found;
}

const perDay = ({ limit, period }: NonNullable<TierConfig['quota']>) => limit / PERIOD_DAYS[period];
