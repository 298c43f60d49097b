/** What is wrong in a configuration file, and the error that carries all of it at once. */
export interface ConfigProblem {
  /** File, or folder, as it opens from the working directory. */
  readonly file: string;
  /** Line, from 1 on; absent for a folder. */
  readonly line?: number;
  /** Keys from the top of the file, joined by dots; empty for the file as a whole. */
  readonly path: string;
  /** What stands there, as JSON; absent when nothing does. */
  readonly value?: string;
  /** What is wrong. */
  readonly message: string;
  /** What may stand there. */
  readonly allowed: string;
}

/** A problem of a file as a whole. */
export function fileProblem(file: string, message: string, allowed: string, value?: string): ConfigProblem {
  return {
    ...folderProblem(file, message, allowed, value),
    line: 1,
  };
}

/** A problem of a folder. */
export function folderProblem(file: string, message: string, allowed: string, value?: string): ConfigProblem {
  return {
    file,
    path: '',
    ...(value !== undefined && { value }),
    message,
    allowed,
  };
}

/** `file:line  path: message, got …; allowed: …`, without a line for a folder */
function formatProblem({ file, line, path, value, message, allowed }: ConfigProblem): string {
  const got = value === undefined ? '' : `, got ${value}`;
  const place = line === undefined ? file : `${file}:${line}`;
  return `${place}  ${path && `${path}: `}${message}${got}; allowed: ${allowed}`;
}

/** The configuration of an environment cannot be used; `problems` has every reason, sorted by file and line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  readonly problems: readonly ConfigProblem[];

  constructor(found: readonly ConfigProblem[]) {
    const problems = found.toSorted((a, b) =>
      a.file === b.file ? (a.line ?? 0) - (b.line ?? 0) : a.file < b.file ? -1 : 1,
    );
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
    super(`The configuration has ${count}:\n${problems.map((problem) => `  ${formatProblem(problem)}`).join('\n')}`);
    this.problems = problems;
  }
}

/** There is no such environment, or no folder that would hold it. */
export class UnknownEnvironmentError extends ConfigError {}
