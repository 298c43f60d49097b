import { join } from 'node:path';
import { mayFollow } from './checks/consequences';
import { environmentWarnings } from './checks/environment-warnings';
import type { HierarchyProblem } from './checks/hierarchy-problem';
import { checkLanguages } from './checks/notices';
import { checkParents } from './checks/parents';
import type { EnvironmentConfig } from './environment';
import { configFiles, type ReadOptions } from './files/config-files';
import { requireEnvironmentFolder } from './files/environment-folder';
import { type EnvironmentFiles, readEnvironment } from './files/read-environment';
import { readTemplates } from './files/read-templates';
import { ConfigError, type ConfigProblem, sortProblems } from './problem';
import { resolveAndCheck } from './resolve-and-check';

/** An environment's files, examined: the environment is absent if there are problems. */
export interface ExaminedEnvironment {
  readonly config?: EnvironmentConfig;
  /** Sorted by file and line. */
  readonly problems: readonly ConfigProblem[];
  /** Do not prevent a deployment, or not by themselves. */
  readonly warnings: readonly ConfigProblem[];
}

/**
 * Loads an environment: reads its files, resolves what resellers inherit, and checks the result.
 *
 * @param configRoot folder with one folder per environment, each with `platform.yaml` and `resellers/*.yaml`
 * @throws ConfigError with every problem of every file
 */
export function loadEnvironment(configRoot: string, environment: string, options: ReadOptions = {}): EnvironmentConfig {
  const { config, problems } = examineEnvironment(configRoot, environment, options);
  if (!config) throw new ConfigError(problems);
  return config;
}

/**
 * Reads an environment as {@link loadEnvironment} does, and returns its problems and warnings.
 *
 * @throws UnknownEnvironmentError if there is no such environment
 */
export function examineEnvironment(
  configRoot: string,
  environment: string,
  options: ReadOptions = {},
): ExaminedEnvironment {
  const [folder, files] = [requireEnvironmentFolder(configRoot, environment), configFiles(options)];
  const read = readEnvironment(folder, files);
  if ('problem' in read) return { problems: [read.problem], warnings: [] };
  const { platform, declared, unread } = read;
  const { config, problems } = platform.value
    ? resolveAndCheck(environment, platform.value, declared, unread)
    : { problems: checkParents(declared, unread) };
  const placed = placedIn(read);
  const notices = platform.value?.notices;
  const templates = notices && readTemplates(notices.templates && join(folder, notices.templates), files);
  const languages = templates?.problems.length === 0 && config ? checkLanguages(config, templates.templates) : [];
  const all = [
    ...read.problems,
    ...problems.filter((problem) => !mayFollow(problem, read)).map(placed),
    ...(templates?.problems ?? []),
    ...languages.map(placed),
  ];
  if (all.length > 0 || !config) return { problems: sortProblems(all), warnings: [] };
  const loaded = { ...config, ...(templates && { noticeTemplates: templates.templates }) };
  return { config: loaded, problems: [], warnings: sortProblems(environmentWarnings(config).map(placed)) };
}

/** Gives a problem the file and line where it is. */
function placedIn({ platform, resellers }: EnvironmentFiles): (problem: HierarchyProblem) => ConfigProblem {
  return ({ resellerId, path, message, allowed }) => {
    const file = (resellerId !== undefined && resellers.get(resellerId)) || platform;
    return file.problemAt(path, message, allowed);
  };
}
