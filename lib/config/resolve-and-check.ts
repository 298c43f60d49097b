import { checkEnvironment } from './checks/check-environment';
import type { HierarchyProblem } from './checks/hierarchy-problem';
import { checkParents } from './checks/parents';
import type { EnvironmentConfig } from './environment';
import { resolveEnvironment } from './resolve/environment';
import { resolvable } from './resolve/lineage';
import type { PlatformDeclaration } from './shapes/platform-shape';
import type { Declarations } from './shapes/reseller-shape';

/**
 * Resolves declarations into an environment and checks the result. Pure.
 *
 * @param written resellers whose files could be used
 * @param unread ids of resellers whose files cannot be used; resellers below them are not resolved
 * @returns the environment, to be used only if there are no problems
 */
export function resolveAndCheck(
  environment: string,
  platform: PlatformDeclaration,
  written: Declarations,
  unread: ReadonlySet<string> = new Set(),
): { readonly config: EnvironmentConfig; readonly problems: readonly HierarchyProblem[] } {
  const declared = resolvable(written, unread);
  const config = resolveEnvironment(environment, platform, declared);
  return {
    config,
    problems: [...checkParents(written, unread), ...checkEnvironment(config, platform, declared, written)],
  };
}
