import type { EnvironmentConfig, ResellerConfig } from '../environment';
import { fleetWarnings } from './fleet-limits';
import type { HierarchyProblem } from './hierarchy-problem';

/** Returns warnings about an environment that has no problems. */
export function environmentWarnings(config: EnvironmentConfig): readonly HierarchyProblem[] {
  const fleet = fleetWarnings(config).map((message) => ({
    path: [],
    message,
    allowed: 'the same, once AWS has raised the service quota',
  }));
  return [...fleet, ...config.resellers.flatMap(onlyRetired)];
}

function onlyRetired({ id: resellerId, tiers }: ResellerConfig): HierarchyProblem[] {
  if (Object.values(tiers).some(({ retired }) => !retired)) return [];
  const message = 'every tier is retired, so no consumer can be onboarded';
  return [{ resellerId, path: ['tiers'], message, allowed: 'at least one tier that is not retired' }];
}
