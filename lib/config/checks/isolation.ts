import type { EnvironmentConfig, GatewayConfig } from '../environment';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import type { HierarchyProblem } from './hierarchy-problem';

/** Executions that Lambda keeps for functions without a reservation (Lambda, "Configuring reserved concurrency"). */
const LEAST_UNRESERVED = 100;

/** Checks that the account's concurrent executions suffice for what the gateways reserve. */
export function checkIsolation(
  { gateways }: EnvironmentConfig,
  { isolation }: PlatformDeclaration,
): HierarchyProblem[] {
  const reserved = gateways.reduce((sum, gateway) => sum + reservedBy(gateway), 0);
  const needed = reserved + LEAST_UNRESERVED;
  const declared = isolation?.accountConcurrency;
  if (reserved === 0 || (declared !== undefined && declared >= needed)) return [];
  const message =
    declared === undefined
      ? `is missing, but the gateways reserve ${reserved} executions`
      : `is too small: the gateways reserve ${reserved} executions, and Lambda keeps ${LEAST_UNRESERVED} unreserved`;
  const allowed = `${needed} or more, once the account's service quota "Concurrent executions" is that large, or smaller reservedConcurrency`;
  return [{ path: ['isolation', 'accountConcurrency'], message, allowed }];
}

function reservedBy({ reservedConcurrency = 0, uiNodes }: GatewayConfig): number {
  const functions = uiNodes.forwarding === 'lambda' ? 2 : 1;
  return functions * reservedConcurrency;
}
