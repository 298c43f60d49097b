import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { decodeText } from '../../files/decode-text';
import { OnboardingError } from '../../onboarding/errors';
import type { CliIo } from '../io';

/** Name of standard input in messages. */
const STANDARD_INPUT = 'standard input';

/** Something that a person handed over. Messages about it name it and repeat nothing of it. */
export interface InputText {
  readonly name: string;
  readonly text: string;
}

/**
 * Reads the bytes of a file that the command line names, relative to the working directory.
 *
 * @throws OnboardingError `usage`
 */
export async function readFileBytes(io: CliIo, file: string): Promise<Buffer> {
  try {
    return await readFile(resolve(io.workingDirectory, file));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    const problem = FILE_PROBLEMS[code] ?? code;
    throw new OnboardingError('usage', `cannot read the file ${file}: ${problem}`, { cause: error });
  }
}

/** By the code of the error; others are shown as they are. */
const FILE_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'you may not read it',
  EISDIR: 'it is a folder',
};

/** Reads the bytes of standard input to its end. */
export async function readStandardInputBytes({ stdin }: CliIo): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks);
}

/**
 * Reads a file in UTF-8 that the command line names, relative to the working directory.
 *
 * @throws OnboardingError `usage`, also for any other encoding
 */
export async function readFileText(io: CliIo, file: string): Promise<InputText> {
  return decoded(file, await readFileBytes(io, file));
}

/**
 * Reads standard input to its end, as UTF-8.
 *
 * @throws OnboardingError `usage` for any other encoding
 */
export async function readStandardInputText(io: CliIo): Promise<InputText> {
  return decoded(STANDARD_INPUT, await readStandardInputBytes(io));
}

function decoded(name: string, bytes: Uint8Array): InputText {
  const read = decodeText(bytes);
  if ('text' in read) return { name, text: read.text };
  const { line, message, allowed } = read.fault;
  throw new OnboardingError('usage', `${name}, line ${line}: ${message}; expected ${allowed}`);
}
