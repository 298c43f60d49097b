import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** Bundles the authorizer into `outDir/index.js`; returns the directory. */
export function buildAuthorizer(outDir = join(__dirname, '../../dist/authorizer')): string {
  const entry = join(__dirname, '../../lambda/authorizer/handler.ts');
  const outfile = join(outDir, 'index.js');
  if (existsSync(entry)) {
    buildSync({
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'cjs',
      minify: true,
    });
  } else {
    mkdirSync(outDir, { recursive: true });
    writeFileSync(outfile, "exports.handler = async () => { throw new Error('The authorizer is not built'); };\n");
  }
  return outDir;
}
