/** What one account and region holds (API Gateway, "Quotas"), beside what an environment declares. Pure. */
import type { EnvironmentConfig } from '../environment';
import type { HierarchyProblem } from './parents';

/** AWS raises it for nobody. */
const MOST_APIS = 600;

/** More gateways than can ever be: a problem without a file of its own. */
export function checkFleet({ gateways }: EnvironmentConfig): HierarchyProblem[] {
  if (gateways.length <= MOST_APIS) return [];
  const message = `the environment has ${gateways.length} gateways, more than an account has in a region`;
  return [{ path: [], message, allowed: `at most ${MOST_APIS}; others in another environment, account or region` }];
}

interface Raisable {
  readonly what: string;
  readonly granted: number;
  readonly count: (config: EnvironmentConfig) => number;
}

/** Quotas that AWS raises when it is asked. */
const RAISABLE: readonly Raisable[] = [
  {
    what: 'usage plans',
    granted: 300,
    count: ({ gateways }) => gateways.reduce((sum, { tiers }) => sum + Object.keys(tiers).length, 0),
  },
  {
    what: 'domains',
    granted: 120,
    count: ({ gateways }) => gateways.reduce((sum, { domains }) => sum + domains.length, 0),
  },
];

/** A sentence for each quota that has to be raised before all of the environment can be deployed. */
export function fleetWarnings(config: EnvironmentConfig): readonly string[] {
  return RAISABLE.map(({ what, granted, count }) => ({ what, granted, declared: count(config) }))
    .filter(({ granted, declared }) => declared > granted)
    .map(
      ({ what, granted, declared }) =>
        `The environment ${config.environment} has ${declared} ${what}; an account has ${granted} in a region unless AWS raised its quota.`,
    );
}
