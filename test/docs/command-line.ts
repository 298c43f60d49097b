import { program } from './sections';

/**
 * Returns the words of an `aps-gateway` command line that do not exist: options, and the name of a group without its
 * command.
 */
export function missingWords(line: string): readonly string[] {
  const words = (line.replace(/ [|>] .*/, '').match(/"[^"]*"|'[^']*'|<[^>]*>|\S+/g) ?? []) as string[];
  let command = program();
  for (const word of words) command = command.commands.find((child) => child.name() === word) ?? command;
  if (command.commands.length > 0) return [`no command in: ${line}`];
  return words
    .filter((word) => word.startsWith('--'))
    .filter((word) => !command.options.some(({ long }) => long === word));
}
