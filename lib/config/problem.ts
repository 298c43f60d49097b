/** What is wrong in a configuration file, and the error that carries all of it at once. */
export interface ConfigProblem {
  /** File, or folder, as it opens from the working directory. */
  readonly file: string;
  /** Line, from 1 on. */
  readonly line: number;
  /** Keys from the top of the file, joined by dots; empty for the file as a whole. */
  readonly path: string;
  /** What stands there, as JSON; absent when nothing does. */
  readonly value?: string;
  /** What is wrong. */
  readonly message: string;
  /** What may stand there. */
  readonly allowed: string;
}

/** A problem of a file or folder as a whole. */
export const fileProblem = (file: string, message: string, allowed: string, value?: string): ConfigProblem => ({
  file,
  line: 1,
  path: '',
  ...(value !== undefined && { value }),
  message,
  allowed,
});

/** `file:line  path: message (got …); allowed: …` */
function formatProblem({ file, line, path, value, message, allowed }: ConfigProblem): string {
  const got = value === undefined ? '' : `, got ${value}`;
  return `${file}:${line}  ${path && `${path}: `}${message}${got}; allowed: ${allowed}`;
}

/** The configuration of an environment cannot be used; `problems` has every reason, sorted by file and line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  readonly problems: readonly ConfigProblem[];

  constructor(found: readonly ConfigProblem[]) {
    const problems = found.toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
    super(`The configuration has ${count}:\n${problems.map((problem) => `  ${formatProblem(problem)}`).join('\n')}`);
    this.problems = problems;
  }
}
