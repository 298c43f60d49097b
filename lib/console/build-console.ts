import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Bundler } from '../package/bundler';
import { type ConsoleAssets, consoleAssets } from './assets';

const WEB = 'lib/console/web';

/**
 * Bundles the page of the console, with its libraries.
 *
 * @param root the project's root
 * @param folder gets the files, for the installed CLI; without it, they are only returned
 */
export function buildConsole(root: string, folder?: string, bundler = new Bundler(root)): ConsoleAssets {
  const { outputFiles } = bundler.build({
    entryPoints: [{ in: join(WEB, 'main.tsx'), out: 'console' }],
    outdir: 'dist/console',
    minify: true,
    write: false,
    platform: 'browser',
    target: ['es2022'],
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
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
