import { type Command, Option } from 'commander';
import { OnboardingError } from '../../onboarding/errors';
import { readConsumerSecret } from '../../onboarding/fields/consumer-secret';
import type { Context } from '../context';
import { readFileText, readStandardInputText } from '../files/read-input';
import type { CliIo } from '../io';

const VARIABLE = 'APS_GATEWAY_CONSUMER_SECRET';
/** Flags with which people try to put a secret on the command line. */
const MISPLACED = ['--secret', '--consumer-secret', '--client-secret', '--password'];

/** Options that say where the consumer secret comes from. */
export interface SecretOptions {
  readonly secretFile?: string;
  readonly secretStdin?: boolean;
}

/** Adds the options for the source of a consumer secret. On the command line, a secret is refused. */
export function secretOptions(command: Command): Command {
  for (const flag of MISPLACED) {
    command.addOption(new Option(`${flag} <secret>`).hideHelp().argParser(rejectSecretArgument));
  }
  return command
    .option('--secret-file <file>', 'read the consumer secret from a file')
    .option('--secret-stdin', 'read the consumer secret from standard input')
    .addHelpText(
      'after',
      `\nThe consumer secret comes from a hidden prompt, --secret-stdin, --secret-file or ${VARIABLE};\nnever from the command line, where other users see it and the shell remembers it.`,
    );
}

/** Reads the consumer secret from the source in the options, or the environment variable, or a hidden prompt. */
export async function consumerSecret({ io, out }: Context, options: SecretOptions): Promise<string> {
  const { secret, stripped } = readConsumerSecret(await source(io, options));
  if (stripped === 'line break') out.notice('notice: the line break at the end of the consumer secret was removed');
  return secret;
}

/**
 * Reads a consumer secret that a command can do without: asks for it only on a terminal, and takes Enter for none.
 *
 * @param options.withoutSecret true to ask for no secret
 */
export async function optionalConsumerSecret(
  context: Context,
  options: SecretOptions & { readonly withoutSecret?: boolean },
): Promise<string | undefined> {
  if (!asksForSecret(context, options)) return consumerSecret(context, options);
  const { io } = context;
  if (options.withoutSecret || !io.stdin.isTTY) return undefined;
  const typed = await promptHidden(io, 'Consumer secret (Enter to go on without it)');
  return typed === '' ? undefined : readConsumerSecret(typed).secret;
}

/** Tests whether the consumer secret would have to be typed. */
export function asksForSecret({ io }: Context, { secretFile, secretStdin }: SecretOptions): boolean {
  return secretFile === undefined && !secretStdin && io.environmentVariables[VARIABLE] === undefined;
}

async function source(io: CliIo, { secretFile, secretStdin }: SecretOptions): Promise<string> {
  if (secretFile !== undefined && secretStdin) {
    throw new OnboardingError('usage', 'Give one of --secret-file and --secret-stdin, not both.');
  }
  if (secretStdin) return (await readStandardInputText(io)).text;
  if (secretFile !== undefined) return (await readFileText(io, secretFile)).text;
  const variable = io.environmentVariables[VARIABLE];
  if (variable !== undefined) return variable;
  return promptHidden(io, 'Consumer secret');
}

async function promptHidden(io: CliIo, message: string): Promise<string> {
  if (!io.stdin.isTTY) {
    throw new OnboardingError(
      'usage',
      `There is no terminal to ask for the consumer secret on: use --secret-stdin, --secret-file or ${VARIABLE}.`,
    );
  }
  const { default: password } = await import('@inquirer/password');
  return password({ message }, { input: io.stdin, output: io.stderr });
}

/** Asks for a text; returns `undefined` without a terminal. */
export async function promptText(io: CliIo, message: string): Promise<string | undefined> {
  if (!io.stdin.isTTY) return undefined;
  const { default: input } = await import('@inquirer/input');
  return input({ message }, { input: io.stdin, output: io.stderr });
}

function rejectSecretArgument(): never {
  throw new OnboardingError(
    'usage',
    'A consumer secret does not belong on the command line: other programs see it there, and the shell keeps it in its history. It was not used. Generate a new secret in the platform, and give that one by prompt, --secret-stdin or --secret-file.',
  );
}
