import { mayFollow } from './checks/consequences';
import type { HierarchyProblem } from './checks/hierarchy-problem';
import { checkParents } from './checks/parents';
import type { EnvironmentConfig } from './environment';
import { configFiles, type ReadOptions } from './files/config-files';
import { requireEnvironmentFolder } from './files/environment-folder';
import { type EnvironmentFiles, readEnvironment } from './files/read-environment';
import { ConfigError, type ConfigProblem } from './problem';
import { resolveAndCheck } from './resolve-and-check';

/**
 * Loads an environment: reads its files, resolves what resellers inherit, and checks the result.
 *
 * @param configRoot folder with one folder per environment, each with `platform.yaml` and `resellers/*.yaml`
 * @throws ConfigError with every problem of every file
 */
export function loadEnvironment(configRoot: string, environment: string, options: ReadOptions = {}): EnvironmentConfig {
  const read = readEnvironment(requireEnvironmentFolder(configRoot, environment), configFiles(options));
  if ('problem' in read) throw new ConfigError([read.problem]);
  const { platform, declared, unread } = read;
  const { config, problems } = platform.value
    ? resolveAndCheck(environment, platform.value, declared, unread)
    : { problems: checkParents(declared, unread) };
  const all = [...read.problems, ...problems.filter((problem) => !mayFollow(problem, read)).map(placedIn(read))];
  if (all.length > 0 || !config) throw new ConfigError(all);
  return config;
}

/** Gives a problem the file and line where it is. */
function placedIn({ platform, resellers }: EnvironmentFiles): (problem: HierarchyProblem) => ConfigProblem {
  return ({ resellerId, path, message, allowed }) => {
    const file = (resellerId !== undefined && resellers.get(resellerId)) || platform;
    return file.problemAt(path, message, allowed);
  };
}
