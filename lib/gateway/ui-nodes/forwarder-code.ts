import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = resolve(__dirname, '../../..');

/**
 * Bundles the forwarder into `index.js` of a directory and gives the directory.
 *
 * @param outDir `dist/forwarder` of this package by default
 * @throws Error with esbuild's messages when the sources do not bundle
 */
export function buildForwarder(outDir: string = join(ROOT, 'dist/forwarder')): string {
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: ['lambda/forwarder/handler.ts'],
    outfile: join(outDir, 'index.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
  });
  return outDir;
}
