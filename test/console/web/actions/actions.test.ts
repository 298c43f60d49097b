import type { Command } from 'commander';
import { ACTION_COMMANDS } from '../../../../lib/console/api/actions';
import { CONSUMER_FIELDS } from '../../../../lib/console/api/consumer-fields';
import { fieldsOf } from '../../../../lib/console/web/actions/action';
import { ACTIONS } from '../../../../lib/console/web/actions/actions';
import { Handler } from '../../../../lib/cli/handle';
import type { CliIo } from '../../../../lib/cli/io';
import { buildProgram } from '../../../../lib/cli/program';

const program = buildProgram(new Handler({} as CliIo, { version: '0.0.0' }));

/** Options that no form has, each with the reason. */
const NOT_IN_FORMS: Readonly<Record<string, string>> = {
  environment: 'chosen when the console is started',
  config: 'chosen when the console is started',
  profile: 'chosen when the console is started',
  region: 'chosen when the console is started',
  'endpoint-url': 'chosen when the console is started',
  json: 'the page reads it always',
  'dry-run': 'the page shows the plan always',
  'secret-file': 'the form has a field for the secret',
  'secret-stdin': 'the form has a field for the secret',
  kit: 'the page of the consumer links to its kit',
  brand: 'goes with --kit',
  report: 'names a file; the page shows the final usage',
};

function commandOf(words: string): Command {
  const found = words
    .split(' ')
    .reduce<Command | undefined>(
      (command, word) => command?.commands.find((one) => one.name() === word || one.aliases().includes(word)),
      program,
    );
  if (!found) throw new Error(`no command ${words}`);
  return found;
}

function optionsOf(words: string): readonly string[] {
  return commandOf(words)
    .options.filter(({ hidden }) => !hidden)
    .map(({ long = '' }) => long.slice(2));
}

/** Options in the forms of all actions that run a command. */
function formOptions(words: string): readonly string[] {
  const target = { reseller: 'alpha', tiers: ['standard'], fields: CONSUMER_FIELDS };
  return ACTIONS.filter(({ command }) => command === words).flatMap((action) =>
    fieldsOf(action, target).map(({ option }) => option),
  );
}

const COMMANDS = [...new Set(ACTIONS.map(({ command }) => command))];

test.each(COMMANDS)('the forms for "%s" have each of its options, except those with a reason', (words) => {
  const inForms = formOptions(words);

  expect(optionsOf(words).filter((option) => !inForms.includes(option) && !(option in NOT_IN_FORMS))).toEqual([]);
});

test.each(COMMANDS)('the forms for "%s" have no option that it does not know', (words) => {
  const known = [...optionsOf(words), 'secret'];

  expect(formOptions(words).filter((option) => !known.includes(option))).toEqual([]);
});

test.each(ACTION_COMMANDS)('the API carries out %s with the options of the forms, and no others', (name, action) => {
  const inForms = ACTIONS.filter((one) => one.name === name);
  const wanted = new Set(formOptions(action.command).map((option) => (option === 'secret' ? 'secret-stdin' : option)));

  expect(inForms.map(({ command }) => command)).toEqual(inForms.map(() => action.command));
  expect(action.options.toSorted()).toEqual([...wanted].toSorted());
});

test('every reason is of an option that some command has', () => {
  const all = new Set(COMMANDS.flatMap(optionsOf));

  expect(Object.keys(NOT_IN_FORMS).filter((option) => !all.has(option))).toEqual([]);
});
