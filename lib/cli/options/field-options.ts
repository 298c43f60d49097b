import type { Command } from 'commander';
import { type FieldName, FIELDS, flagOf } from '../../onboarding/fields/fields';
import type { FieldTexts } from '../../onboarding/fields/read-fields';

/** Adds a flag for each field of a consumer. */
export function fieldOptions(command: Command): Command {
  for (const [name, { placeholder, help }] of Object.entries(FIELDS)) {
    command.option(`${flagOf(name)} <${placeholder}>`, help);
  }
  return command;
}

/** Texts of the fields on the command line. */
export function givenFields(options: object): FieldTexts {
  const given = Object.entries(options).filter(
    (entry): entry is [FieldName, string] => Object.hasOwn(FIELDS, entry[0]) && typeof entry[1] === 'string',
  );
  return Object.fromEntries(given);
}
