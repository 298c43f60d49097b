/** The only reader of configuration files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { EnvironmentConfig } from './environment';
import { resolveHierarchy } from './hierarchy';
import { type ParsedFile, parseFile } from './parse';
import { PLATFORM, PLATFORM_PLACEHOLDERS } from './platform-shape';
import { ConfigError, type ConfigProblem } from './problem';
import { RESELLER, RESELLER_PLACEHOLDERS, type ResellerDeclaration } from './reseller-shape';
import { ENVIRONMENT_PATTERN, RESELLER_ID_PATTERN } from './vocabulary';

export const DEFAULT_ENVIRONMENT = 'lab';

/**
 * Reads `<configRoot>/<environment>/platform.yaml` and `resellers/*.yaml`.
 *
 * @param configRoot folder that holds one folder for each environment
 * @throws ConfigError with every problem of every file
 */
export function loadEnvironment(configRoot: string, environment: string): EnvironmentConfig {
  const folder = join(configRoot, environment);
  if (!ENVIRONMENT_PATTERN.test(environment) || !existsSync(join(folder, 'platform.yaml'))) {
    throw new ConfigError([unknownEnvironment(configRoot, environment)]);
  }
  const shown = (file: string) => relative(join(configRoot, '..'), file);
  const platformFile = join(folder, 'platform.yaml');
  const platform = parseFile(shown(platformFile), read(platformFile), PLATFORM, PLATFORM_PLACEHOLDERS);
  const resellers = new Map<string, ParsedFile<ResellerDeclaration>>();
  const problems: ConfigProblem[] = [...platform.problems];
  for (const name of resellerFiles(folder)) {
    const file = join(folder, 'resellers', name);
    const parsed = parseFile(shown(file), read(file), RESELLER, RESELLER_PLACEHOLDERS);
    const id = name.replace(/\.yaml$/, '');
    resellers.set(id, parsed);
    problems.push(...nameProblems(shown(file), name, id), ...parsed.problems);
  }
  const declared = new Map([...resellers].flatMap(([id, { value }]) => (value ? [[id, value] as const] : [])));
  if (!platform.value || declared.size < resellers.size) throw new ConfigError(problems);
  const resolved = resolveHierarchy(environment, platform.value, declared);
  problems.push(
    ...resolved.problems.flatMap(({ resellerId, path, message, allowed }) => {
      const at = (resellerId !== undefined && resellers.get(resellerId)) || platform;
      return followsFromAnother(at.problems, path) ? [] : [at.problemAt(path, message, allowed)];
    }),
  );
  if (problems.length > 0 || !resolved.config) throw new ConfigError(problems);
  return resolved.config;
}

/** Whether the same top key of the file has a problem already, of which this one may be a consequence. */
const followsFromAnother = (problems: readonly ConfigProblem[], path: readonly (string | number)[]) =>
  problems.some((problem) => problem.path.split('.').slice(0, 2).join('.') === path.slice(0, 2).join('.'));

const read = (file: string) => readFileSync(file, 'utf8');

/** Names of the environments below a configuration root. */
export function listEnvironments(configRoot: string): readonly string[] {
  if (!existsSync(configRoot)) return [];
  return readdirSync(configRoot)
    .filter((name) => ENVIRONMENT_PATTERN.test(name) && existsSync(join(configRoot, name, 'platform.yaml')))
    .toSorted();
}

function resellerFiles(folder: string): readonly string[] {
  const resellers = join(folder, 'resellers');
  if (!existsSync(resellers)) return [];
  return readdirSync(resellers)
    .filter((name) => !name.startsWith('.'))
    .toSorted();
}

function nameProblems(file: string, name: string, id: string): ConfigProblem[] {
  if (name.endsWith('.yaml') && RESELLER_ID_PATTERN.test(id) && id !== 'platform') return [];
  return [
    {
      file,
      line: 1,
      path: '',
      value: JSON.stringify(name),
      message: 'the file name is not allowed',
      allowed: '<reseller id>.yaml; the id: at most 40 lower-case letters, digits and single hyphens, not platform',
    },
  ];
}

function unknownEnvironment(configRoot: string, environment: string): ConfigProblem {
  return {
    file: join(relative(join(configRoot, '..'), configRoot), environment, 'platform.yaml'),
    line: 1,
    path: '',
    value: JSON.stringify(environment),
    message: 'there is no such environment',
    allowed: `one of: ${listEnvironments(configRoot).join(', ') || `a folder with a platform.yaml below ${configRoot}`}`,
  };
}
