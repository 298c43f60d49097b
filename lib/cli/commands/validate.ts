import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { ExaminedEnvironment } from '../../config/load-environment';
import { type ConfigProblem, formatProblem, UnknownEnvironmentError } from '../../config/problem';
import { environmentNotFound } from '../environment-not-found';
import type { Context } from '../context';
import { EXIT_CODES } from '../exit-codes';
import type { Handler } from '../handle';
import { DEFAULT_CONFIG, examples, localOptions } from '../options/common-options';

/** A problem or a warning in the output of `validate --json`. */
interface ValidatedPlace {
  readonly severity: 'problem' | 'warning';
  readonly file: string;
  /** `null` for a folder. */
  readonly line: number | null;
  readonly path: string;
  /** JSON text; `null` if there is no value. */
  readonly value: string | null;
  readonly message: string;
  readonly allowed: string;
}

/** `validate`. */
export function validate(parent: Command, handler: Handler): void {
  const command = parent
    .command('validate')
    .description('check the files of an environment: every problem and warning, with file, line and path');
  examples(localOptions(command), 'validate', 'validate --environment production --json');
  command.action(
    handler.run(async (context, { config = DEFAULT_CONFIG }: { readonly config?: string }) => {
      const { problems, warnings } = await examined(context, config);
      const { out, environment } = context;
      for (const problem of problems) out.line(`${out.colors.red('problem')}  ${formatProblem(problem)}`);
      for (const warning of warnings) out.line(`${out.colors.yellow('warning')}  ${formatProblem(warning)}`);
      const places = [...problems.map(placeOf('problem')), ...warnings.map(placeOf('warning'))];
      out.result({ environment, valid: problems.length === 0, problems: places }, () =>
        problems.length === 0 ? `Environment ${environment} is valid.` : `${problems.length} to correct.`,
      );
      return problems.length > 0 ? EXIT_CODES.usage : EXIT_CODES.done;
    }),
  );
}

async function examined({ environment, io }: Context, configRoot: string): Promise<ExaminedEnvironment> {
  const { examineEnvironment } = await import('../../config/load-environment.ts');
  const { workingDirectory } = io;
  try {
    return examineEnvironment(resolve(workingDirectory, configRoot), environment, { workingDirectory });
  } catch (error) {
    if (!(error instanceof UnknownEnvironmentError)) throw error;
    throw environmentNotFound(error);
  }
}

function placeOf(severity: ValidatedPlace['severity']) {
  return ({ file, line, path, value, message, allowed }: ConfigProblem): ValidatedPlace => ({
    severity,
    file,
    line: line ?? null,
    path,
    value: value ?? null,
    message,
    allowed,
  });
}
