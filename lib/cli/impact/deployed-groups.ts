import { SETTINGS } from '../../../lambda/authorizer/contract';
import type { GatewayDescriptor } from '../../descriptor';
import type { GroupViews } from '../../impact/lost-grants';
import { isObject } from '../../is-object';
import { OnboardingError } from '../../onboarding/errors';
import type { CommonOptions, Context } from '../context';

/**
 * Reads the operation groups of deployed gateways from the settings of their functions, by the reseller that owns each.
 * Those of a gateway that cannot be read are absent, with a notice.
 */
export async function deployedGroups(
  context: Context,
  options: CommonOptions,
  descriptors: readonly GatewayDescriptor[],
): Promise<ReadonlyMap<string, GroupViews>> {
  const grouped = descriptors.filter(({ operationGroups = {} }) => Object.keys(operationGroups).length > 0);
  if (grouped.length === 0) return new Map();
  const { statusPorts } = await import('../aws/status-ports.ts');
  const { fleet } = await statusPorts(options, context.environment, context.io);
  const read = grouped.map(async ({ resellerId, authorizerFunction }) => {
    try {
      const variables = await fleet.functionVariables(authorizerFunction);
      const groups = variables && groupsIn(variables[SETTINGS.operationGroups] ?? '');
      if (groups) return [[resellerId, groups] as const];
      context.out.notice(unknown(resellerId, `the function ${authorizerFunction} does not name them`));
    } catch (error) {
      if (!(error instanceof OnboardingError)) throw error;
      context.out.notice(unknown(resellerId, error.message));
    }
    return [];
  });
  return new Map((await Promise.all(read)).flat());
}

function unknown(reseller: string, problem: string): string {
  return `warning: operations of the operation groups at the gateway of ${reseller} are not compared: ${problem}`;
}

function groupsIn(setting: string): GroupViews | undefined {
  try {
    const groups: unknown = JSON.parse(setting);
    return isObject(groups) && Object.values(groups).every(isGroup) ? (groups as GroupViews) : undefined;
  } catch {
    return undefined;
  }
}

function isGroup(group: unknown): boolean {
  return isObject(group) && typeof group['level'] === 'string' && Array.isArray(group['operations']);
}
