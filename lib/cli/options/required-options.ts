import type { Command, Option } from 'commander';

/**
 * Demands required options after everything else about a command line: one that is missing is most likely an option
 * that is misspelt, which then is what to tell.
 */
export function demandLast(program: Command): void {
  const required = new Set<Option>();
  for (const option of everyCommand(program).flatMap(({ options }) => options)) {
    if (option.mandatory) required.add(option);
    option.mandatory = false;
  }
  program.hook('preAction', (_program, command) => {
    const missing = command.options.find(
      (option) => required.has(option) && command.getOptionValue(option.attributeName()) === undefined,
    );
    if (missing) command.error(`error: required option '${missing.flags}' not specified`);
  });
}

function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}
