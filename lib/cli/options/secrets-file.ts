import type { Command } from 'commander';
import type { Context } from '../context';
import { readFileText, readStandardInputText } from '../files/read-input';
import { recordFormatOf } from '../files/record-files';
import { type PlacedSecret, readSecrets } from '../files/secret-files';

/** Adds the option for a file with the secrets of many consumers. */
export function secretsFileOption(command: Command): Command {
  return command.option(
    '--secrets <file>',
    'consumer secrets: .csv with consumerKey,secret, else a YAML map; - for either on standard input',
  );
}

/** Reads the secrets of the file that the option names, by consumer key; none without it. */
export async function secretsOf({ io }: Context, file: string | undefined): Promise<ReadonlyMap<string, PlacedSecret>> {
  if (file === undefined) return new Map();
  if (file === '-') return readSecrets(await readStandardInputText(io));
  return readSecrets(await readFileText(io, file), recordFormatOf(file));
}
