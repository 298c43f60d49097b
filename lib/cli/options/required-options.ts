import type { Command, Option } from 'commander';

/**
 * Makes commander check required options last. A missing one is most likely misspelt, and the message about the unknown
 * option then says more.
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
