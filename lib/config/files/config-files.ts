import { readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { decodeText } from '../../files/decode-text';
import { type ConfigProblem, fileProblem, folderProblem } from '../problem';

export interface ReadOptions {
  /** Problems name files relative to this folder; the process's own when absent. */
  readonly workingDirectory?: string;
  /** Bytes of a file; throws as `readFileSync` does. */
  readonly readFile?: (file: string) => Uint8Array;
}

/** The result of reading: what was found, or the problem that prevented it. */
export type Read<T> = { readonly found: T } | { readonly problem: ConfigProblem };

/** Reads files and folders. A file that cannot be read is a problem, not an exception. */
export interface ConfigFiles {
  /** Returns a path as problems show it: relative below the working directory, otherwise absolute. */
  shown(file: string): string;
  /** Reads a file as UTF-8, without a byte order mark. */
  text(file: string): Read<string>;
  /** Lists a folder, sorted. */
  names(folder: string): Read<readonly string[]>;
}

/** By error code: why a file or folder cannot be read, and what is allowed. */
const READ_ERRORS: Readonly<Record<string, readonly [message: string, allowed: string]>> = {
  ENOENT: ['this link leads nowhere', 'the file itself, or a link to it'],
  ELOOP: ['this link leads back to itself', 'the file itself, or a link to it'],
  EISDIR: ['this is a folder', 'a YAML file'],
  ENOTDIR: ['this is not a folder', 'a folder'],
  EACCES: ['you may not read this', 'permission to read it'],
  EPERM: ['you may not read this', 'permission to read it'],
};

/** Returns a reader of the file system. */
export function configFiles({
  workingDirectory = process.cwd(),
  readFile = (file) => readFileSync(file),
}: ReadOptions): ConfigFiles {
  const shown = (file: string) => {
    const path = relative(workingDirectory, file);
    return path === '' || path.startsWith('..') || isAbsolute(path) ? file : path;
  };
  const attempt = <T>(file: string, read: () => T, problemOf = fileProblem): Read<T> => {
    try {
      return { found: read() };
    } catch (error) {
      const { code = String(error) } = error as NodeJS.ErrnoException;
      const [message, allowed] = READ_ERRORS[code] ?? [`this cannot be read (${code})`, 'a readable file or folder'];
      return { problem: problemOf(shown(file), message, allowed) };
    }
  };
  return {
    shown,
    text: (file) => {
      const read = attempt(file, () => decodeText(readFile(file)));
      if ('problem' in read) return read;
      if ('text' in read.found) return { found: read.found.text };
      return { problem: { file: shown(file), path: '', ...read.found.fault } };
    },
    names: (folder) => attempt(folder, () => readdirSync(folder).toSorted(), folderProblem),
  };
}
