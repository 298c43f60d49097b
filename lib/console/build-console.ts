import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildSync } from 'esbuild';
import { type ConsoleAssets, consoleAssets } from './assets';

const WEB = 'lib/console/web';

/**
 * Bundles the page of the console, with its libraries.
 *
 * @param root the project's root
 * @param folder gets the files, for the installed CLI; without it, they are only returned
 */
export function buildConsole(root: string, folder?: string): ConsoleAssets {
  const { outputFiles } = buildSync({
    entryPoints: [{ in: join(root, WEB, 'main.tsx'), out: 'console' }],
    outdir: join(root, 'dist/console'),
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    target: ['es2022'],
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'warning',
  });
  const files: (readonly [string, Uint8Array])[] = [
    ...outputFiles.map(({ path, contents }) => [basename(path), contents] as const),
    ...['index.html', 'icon.svg'].map((name) => [name, readFileSync(join(root, WEB, name))] as const),
  ];
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true });
    for (const [name, contents] of files) writeFileSync(join(folder, name), contents);
  }
  return consoleAssets(files);
}
