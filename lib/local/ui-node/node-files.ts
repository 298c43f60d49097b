import { readFileSync } from 'node:fs';
import { authoritiesProblem } from '../../files/certificate-authorities';
import { decodeText } from '../../files/decode-text';
import type { NodeFault } from './faults/node-fault';
import { readFaults } from './faults/read-faults';

/** A file cannot be read, or is not what an option needs. */
export class UnusableFileError extends Error {
  override readonly name = 'UnusableFileError';
}

/**
 * Reads a file with the certificates of one or more authorities.
 * @throws UnusableFileError
 */
export function readAuthoritiesFile(file: string): string {
  const pem = contentOf(file);
  const problem = authoritiesProblem(pem);
  if (problem !== undefined) throw new UnusableFileError(`${file} ${problem}.`);
  return pem;
}

/**
 * Reads a file with node faults.
 * @throws UnusableFileError if it cannot be read
 * @throws NodeFaultsError with every problem in it
 */
export function readFaultsFile(file: string): readonly NodeFault[] {
  return readFaults(file, contentOf(file));
}

function contentOf(file: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UnusableFileError(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code}.`, { cause: error });
  }
  const read = decodeText(bytes);
  if ('text' in read) return read.text;
  const { line, message, allowed } = read.fault;
  throw new UnusableFileError(`${file}, line ${line}: ${message}; expected ${allowed}.`);
}
