import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE, WORK } from './paths';

/** Name of the environment that is deployed. */
export const ENVIRONMENT = 'trial';
/** Configuration root that the CDK app reads with `-c config=`. */
export const CONFIG_ROOT = join(WORK, 'config');

const SOURCE = join(PACKAGE, 'test/conformance/config');
/** What the declared environment has in the simulator's place. */
const BRAND_ENDPOINT = 'https://brand.trial.example.com';
const resellerFile = (id: string) => join(CONFIG_ROOT, ENVIRONMENT, 'resellers', `${id}.yaml`);

/** Copies the trial environment into the work folder, with the UI node simulator as its brand endpoint. */
export function writeTrialEnvironment(uiNode: string): void {
  rmSync(CONFIG_ROOT, { recursive: true, force: true });
  cpSync(SOURCE, CONFIG_ROOT, { recursive: true });
  for (const name of readdirSync(CONFIG_ROOT, { recursive: true, encoding: 'utf8' })) {
    const file = join(CONFIG_ROOT, name);
    if (statSync(file).isFile()) writeFileSync(file, readFileSync(file, 'utf8').replace(BRAND_ENDPOINT, uiNode));
  }
}

/** Declares a reseller, or declares it anew. */
export function writeReseller(id: string, yaml: string): void {
  writeFileSync(resellerFile(id), yaml);
}

/** Takes a reseller's declaration away. */
export function removeReseller(id: string): void {
  rmSync(resellerFile(id));
}
