import { join } from 'node:path';
import type { z } from 'zod';
import { ID_ALLOWED, ID_PATTERN } from '../../identifiers';
import { type ConfigProblem, fileProblem } from '../problem';
import { PLATFORM, PLATFORM_PLACEHOLDERS, type PlatformDeclaration } from '../shapes/platform-shape';
import { type Declarations, RESELLER, RESELLER_PLACEHOLDERS, type ResellerDeclaration } from '../shapes/reseller-shape';
import type { ConfigFiles } from './config-files';
import { type ParsedFile, parseFile, unusable } from './parse';

/** Everything that could be read of an environment. */
export interface EnvironmentFiles {
  readonly platform: ParsedFile<PlatformDeclaration>;
  /** By id. */
  readonly resellers: ReadonlyMap<string, ParsedFile<ResellerDeclaration>>;
  /** Resellers whose files could be used. */
  readonly declared: Declarations;
  /** Ids of resellers whose files cannot be used. */
  readonly unread: ReadonlySet<string>;
  /** Problems within single files and folders. */
  readonly problems: readonly ConfigProblem[];
}

/** Reads and parses `platform.yaml` and `resellers/*.yaml` of an environment's folder; never throws. */
export function readEnvironment(folder: string, files: ConfigFiles): EnvironmentFiles | { problem: ConfigProblem } {
  const names = files.names(folder);
  if ('problem' in names) return names;
  const platformFile = join(folder, 'platform.yaml');
  const platform = names.found.includes('platform.yaml')
    ? readShape(platformFile, PLATFORM, PLATFORM_PLACEHOLDERS, files)
    : missing(files.shown(platformFile));
  const { resellers, named, problems } = readResellers(folder, names.found, files);
  const declared = new Map([...resellers].flatMap(([id, { value }]) => (value ? [[id, value] as const] : [])));
  const unread = new Set(named.filter((id) => !declared.has(id)));
  return { platform, resellers, declared, unread, problems: [...problems, ...platform.problems] };
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

function missing(file: string): ParsedFile<never> {
  const allowed = `a file with ${Object.keys(PLATFORM_PLACEHOLDERS).join(', ')}`;
  return unusable(file, [fileProblem(file, 'this file is missing', allowed)]);
}

interface ResellerFiles {
  /** By id. */
  readonly resellers: ReadonlyMap<string, ParsedFile<ResellerDeclaration>>;
  /** Ids in the names of all files, usable or not. */
  readonly named: readonly string[];
  readonly problems: readonly ConfigProblem[];
}

function readResellers(environment: string, inEnvironment: readonly string[], files: ConfigFiles): ResellerFiles {
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
    if (ID_PATTERN.test(id)) named.push(id);
    problems.push(...checkFileName(files.shown(file), name, id));
    // The content of other files does not matter.
    if (!name.endsWith('.yaml')) continue;
    const parsed = readShape(file, RESELLER, RESELLER_PLACEHOLDERS, files);
    resellers.set(id, parsed);
    problems.push(...parsed.problems);
  }
  return { resellers, named, problems };
}

function checkFileName(file: string, name: string, id: string): ConfigProblem[] {
  if (name.endsWith('.yaml') && ID_PATTERN.test(id) && id !== 'platform') return [];
  const allowed = `<reseller id>.yaml; the id: ${ID_ALLOWED}, not platform`;
  return [fileProblem(file, 'invalid file name', allowed, JSON.stringify(name))];
}
