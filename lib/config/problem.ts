/** Something wrong in a configuration file. */
export interface ConfigProblem {
  /** File or folder, as a path from the working directory. */
  readonly file: string;
  /** First line is 1; absent for a folder. */
  readonly line?: number;
  /** Keys from the top of the file, joined by dots; empty for the file as a whole. */
  readonly path: string;
  /** The value found, as JSON; absent if there is none. */
  readonly value?: string;
  /** The mistake, in words. */
  readonly message: string;
  /** The allowed values, in words. */
  readonly allowed: string;
}

/** Makes a problem of a file as a whole. */
export function fileProblem(file: string, message: string, allowed: string, value?: string): ConfigProblem {
  return {
    ...folderProblem(file, message, allowed, value),
    line: 1,
  };
}

/** Makes a problem of a folder. */
export function folderProblem(file: string, message: string, allowed: string, value?: string): ConfigProblem {
  return {
    file,
    path: '',
    ...(value !== undefined && { value }),
    message,
    allowed,
  };
}

/** Formats as `file:line  path: message, got …; allowed: …`; a folder has no line. */
export function formatProblem(problem: ConfigProblem): string {
  const { file, line } = problem;
  return `${line === undefined ? file : `${file}:${line}`}  ${formatFinding(problem)}`;
}

/** Formats as `path: message, got …; allowed: …`. */
export function formatFinding({ path, value, message, allowed }: Omit<ConfigProblem, 'file' | 'line'>): string {
  const got = value === undefined ? '' : `, got ${value}`;
  return `${path && `${path}: `}${message}${got}; allowed: ${allowed}`;
}

/** Sorts problems by file and line. */
export function sortProblems(found: readonly ConfigProblem[]): readonly ConfigProblem[] {
  return found.toSorted((a, b) => (a.file === b.file ? (a.line ?? 0) - (b.line ?? 0) : a.file < b.file ? -1 : 1));
}

/** The configuration of an environment is invalid; `problems` lists every reason, sorted by file and line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  readonly problems: readonly ConfigProblem[];

  constructor(found: readonly ConfigProblem[]) {
    const problems = sortProblems(found);
    const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
    super(`The configuration has ${count}:\n${problems.map((problem) => `  ${formatProblem(problem)}`).join('\n')}`);
    this.problems = problems;
  }
}

/** The environment or the configuration folder does not exist. */
export class UnknownEnvironmentError extends ConfigError {}
