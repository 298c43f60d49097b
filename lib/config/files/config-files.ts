/** Reads files and folders; whatever hinders that becomes a problem in words, never an exception. */
import { readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { type ConfigProblem, fileProblem, folderProblem } from '../problem';

export interface ReadOptions {
  /** Problems name files so that they open from this folder; the process's own when absent. */
  readonly workingDirectory?: string;
  /** Bytes of a file; throws as `readFileSync` does. */
  readonly readFile?: (file: string) => Uint8Array;
}

/** What was asked for, or the problem that took its place. */
export type Read<T> = { readonly found: T } | { readonly problem: ConfigProblem };

export interface ConfigFiles {
  /** A path as problems show it: relative where the file lies below the working directory, else absolute. */
  shown(file: string): string;
  /** Text of a file. */
  text(file: string): Read<string>;
  /** Names of what a folder holds, sorted. */
  names(folder: string): Read<readonly string[]>;
}

/** What keeps a file or folder that is listed from being read: what is wrong, what is allowed. */
const HINDRANCES: Readonly<Record<string, readonly [message: string, allowed: string]>> = {
  ENOENT: ['is a link to nothing', 'what it stands for itself, or a link that leads to it'],
  ELOOP: ['is a link that leads back to itself', 'what it stands for itself, or a link that leads to it'],
  EISDIR: ['is a folder', 'a YAML file'],
  ENOTDIR: ['is not a folder', 'a folder'],
  EACCES: ['may not be read by this user', 'permission to read it'],
  EPERM: ['may not be read by this user', 'permission to read it'],
  ERR_ENCODING_INVALID_ENCODED_DATA: ['is not UTF-8', 'text in UTF-8'],
};

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
      const [message, allowed] = HINDRANCES[code] ?? [`cannot be read (${code})`, 'what can be read'];
      return { problem: problemOf(shown(file), message, allowed) };
    }
  };
  return {
    shown,
    text: (file) => attempt(file, () => new TextDecoder('utf-8', { fatal: true }).decode(readFile(file))),
    names: (folder) => attempt(folder, () => readdirSync(folder).toSorted(), folderProblem),
  };
}
