import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** A file of the page. */
interface ConsoleAsset {
  /** Value of `Content-Type`. */
  readonly type: string;
  readonly body: Uint8Array;
}

/** Files of the page by path; `/` is the page itself. */
export type ConsoleAssets = ReadonlyMap<string, ConsoleAsset>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Names the files of a built page, `index.html` among them, by their paths on the server. */
export function consoleAssets(files: Iterable<readonly [name: string, body: Uint8Array]>): ConsoleAssets {
  return new Map(
    [...files].map(([name, body]) => [
      name === 'index.html' ? '/' : `/${name}`,
      { type: TYPES[extname(name)] ?? 'application/octet-stream', body },
    ]),
  );
}

/** Reads a page that {@link buildConsole} wrote into a folder. */
export function readConsoleAssets(folder: string): ConsoleAssets {
  return consoleAssets(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))] as const));
}
