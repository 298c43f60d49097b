/** An environment's folder → its configuration, or every problem in it. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { z } from 'zod';
import { type ConfigFiles, configFiles, type ReadOptions } from './files/config-files';
import type { EnvironmentConfig } from './environment';
import { mayFollow } from './checks/consequences';
import { resolveHierarchy } from './resolve/hierarchy';
import { checkParents } from './checks/parents';
import { type ParsedFile, parseFile, unusable } from './files/parse';
import { PLATFORM, PLATFORM_PLACEHOLDERS } from './shapes/platform-shape';
import { ConfigError, type ConfigProblem, fileProblem, folderProblem, UnknownEnvironmentError } from './problem';
import { RESELLER, RESELLER_PLACEHOLDERS, type ResellerDeclaration } from './shapes/reseller-shape';
import { ENVIRONMENT_PATTERN, RESELLER_ID_PATTERN } from './shapes/vocabulary';

export const DEFAULT_ENVIRONMENT = 'lab';

/**
 * Reads `<configRoot>/<environment>/platform.yaml` and `resellers/*.yaml`.
 *
 * @param configRoot folder that holds one folder for each environment
 * @throws ConfigError with every problem of every file
 */
export function loadEnvironment(configRoot: string, environment: string, options: ReadOptions = {}): EnvironmentConfig {
  const files = configFiles(options);
  const folder = environmentFolder(configRoot, environment);
  const names = files.names(folder);
  if ('problem' in names) throw new ConfigError([names.problem]);
  const platformFile = join(folder, 'platform.yaml');
  const platform = names.found.includes('platform.yaml')
    ? readShape(platformFile, PLATFORM, PLATFORM_PLACEHOLDERS, files)
    : missing(files.shown(platformFile));
  const { resellers, named, problems } = readResellers(folder, names.found, files);
  const declared = new Map([...resellers].flatMap(([id, { value }]) => (value ? [[id, value] as const] : [])));
  const unread = new Set(named.filter((id) => !declared.has(id)));
  const { config, problems: across } = platform.value
    ? resolveHierarchy(environment, platform.value, declared, unread)
    : { problems: checkParents(declared, unread) };
  problems.push(
    ...platform.problems,
    ...across
      .filter((problem) => !mayFollow(problem, { platform, resellers, declared }))
      .map(({ resellerId, path, message, allowed }) => {
        const at = (resellerId !== undefined && resellers.get(resellerId)) || platform;
        return at.problemAt(path, message, allowed);
      }),
  );
  if (problems.length > 0 || !config) throw new ConfigError(problems);
  return config;
}

function readShape<S extends z.ZodType>(
  file: string,
  shape: S,
  placeholders: Readonly<Record<string, unknown>>,
  files: ConfigFiles,
): ParsedFile<z.output<S>> {
  const text = files.text(file);
  const shown = files.shown(file);
  return 'problem' in text ? unusable(shown, [text.problem]) : parseFile(shown, text.found, shape, placeholders);
}

function missing(file: string) {
  return unusable(file, [
    fileProblem(file, 'is missing', `a file with ${Object.keys(PLATFORM_PLACEHOLDERS).join(', ')}`),
  ]);
}

interface Resellers {
  /** By id. */
  readonly resellers: ReadonlyMap<string, ParsedFile<ResellerDeclaration>>;
  /** Every id that a file's name stands for, whether or not the file can be used. */
  readonly named: readonly string[];
  readonly problems: ConfigProblem[];
}

function readResellers(environment: string, inEnvironment: readonly string[], files: ConfigFiles): Resellers {
  const resellers = new Map<string, ParsedFile<ResellerDeclaration>>();
  if (!inEnvironment.includes('resellers')) return { resellers, named: [], problems: [] };
  const folder = join(environment, 'resellers');
  const names = files.names(folder);
  if ('problem' in names) return { resellers, named: [], problems: [names.problem] };
  const problems: ConfigProblem[] = [];
  const named: string[] = [];
  for (const name of names.found.filter((entry) => !entry.startsWith('.'))) {
    const file = join(folder, name);
    const id = name.replace(/\.ya?ml$/, '');
    if (RESELLER_ID_PATTERN.test(id)) named.push(id);
    problems.push(...nameProblems(files.shown(file), name, id));
    // Whatever else lies there is no declaration whose content would matter.
    if (!name.endsWith('.yaml')) continue;
    const parsed = readShape(file, RESELLER, RESELLER_PLACEHOLDERS, files);
    resellers.set(id, parsed);
    problems.push(...parsed.problems);
  }
  return { resellers, named, problems };
}

function nameProblems(file: string, name: string, id: string): ConfigProblem[] {
  if (name.endsWith('.yaml') && RESELLER_ID_PATTERN.test(id) && id !== 'platform') return [];
  const allowed = '<reseller id>.yaml; the id: at most 40 lower-case letters, digits and single hyphens, not platform';
  return [fileProblem(file, 'the file name is not allowed', allowed, JSON.stringify(name))];
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Names of the environments below a configuration root. */
export function listEnvironments(configRoot: string): readonly string[] {
  if (!isFolder(configRoot)) return [];
  return readdirSync(configRoot)
    .filter((name) => ENVIRONMENT_PATTERN.test(name) && existsSync(join(configRoot, name, 'platform.yaml')))
    .toSorted();
}

/** By the whole path: which folder was looked for is what is in question. */
function refuse(folder: string, message: string, allowed: string, value?: string) {
  return new UnknownEnvironmentError([folderProblem(resolve(folder), message, allowed, value)]);
}

/** Folder of an environment that is there. */
function environmentFolder(configRoot: string, environment: string): string {
  const folder = join(configRoot, environment);
  const value = JSON.stringify(environment);
  if (!isFolder(configRoot))
    throw refuse(configRoot, 'there is no such folder', 'a folder with one folder for each environment');
  if (!ENVIRONMENT_PATTERN.test(environment)) {
    const allowed = 'at most 16 lower-case letters and digits, a letter first';
    throw refuse(configRoot, 'no environment can have this name', allowed, value);
  }
  if (isFolder(folder)) return folder;
  const known = listEnvironments(configRoot).join(', ');
  const allowed = known ? `one of: ${known}` : 'a folder of that name with a platform.yaml';
  throw refuse(folder, 'there is no such environment', allowed, value);
}
