import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkExports, checkFunction, initialize, install, nextVersion, start, synthesize, upgrade } from './app';
import { checkConstructs } from './constructs';
import { checkContents, checkImports, checkLicences, pack } from './pack';
import { checkReproducible } from './reproducible';

const ROOT = join(__dirname, '../..');

/** `npm run test:package`: packs this package, and uses the tarball as an adopter would, in folders of its own. */
function main(): void {
  const folder = mkdtempSync(join(ROOT, '.package-'));
  const app = mkdtempSync(join(tmpdir(), 'aps-gateway-app-'));
  const own = mkdtempSync(join(tmpdir(), 'aps-gateway-own-'));
  const step = stepper();
  try {
    const packed = step('npm pack', () => pack(ROOT, folder));
    step('the tarball has what is published, and nothing else', () => checkContents(packed));
    step('every import is installed with the package', () => checkImports(ROOT, packed));
    step('bundled packages are named with their licences, and in the bill of materials', () => checkLicences(ROOT));
    step('npm install in an empty folder', () => install(app, packed.file));
    step('the entry points load, and nothing else does', () => checkExports(app));
    step('aps-gateway init', () => initialize(app));
    const template = step('cdk synth', () => synthesize(app));
    step('the deployed function is that of the package', () => checkFunction(ROOT, app));
    step('aps-gateway start', () => start(app));
    step('an upgrade changes the version in the descriptor only', () => {
      mkdirSync(join(folder, 'next'));
      const version = '0.99.0';
      upgrade(app, template, { tarball: nextVersion(join(folder, 'next'), packed.file, version), version });
    });
    step('the construct in an app of its own, in six ways to run one', () => checkConstructs(own, packed.file));
    step('a tarball that is built from clean in another folder has the same bytes', () => {
      mkdirSync(join(folder, 'again'));
      checkReproducible(ROOT, join(folder, 'again'), packed);
    });
  } finally {
    for (const made of [folder, app, own]) rmSync(made, { recursive: true, force: true });
  }
}

/** Prints each step with its seconds. */
function stepper() {
  return <T>(name: string, body: () => T): T => {
    const began = performance.now();
    const result = body();
    console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${name}`);
    return result;
  };
}

main();
