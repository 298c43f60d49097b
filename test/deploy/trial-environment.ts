import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE, WORK } from './paths';

/** Name of the environment that is deployed. */
export const ENVIRONMENT = 'trial';
/** Configuration root that the CDK app reads with `-c config=`. */
export const CONFIG_ROOT = join(WORK, 'config');

const SOURCE = join(PACKAGE, 'test/conformance/config');
/** The brand endpoint's host, as the environment declares it. */
export const UI_NODE_HOST = 'brand.trial.example.com';
const resellerFile = (id: string) => join(CONFIG_ROOT, ENVIRONMENT, 'resellers', `${id}.yaml`);

/** Copies the trial environment into the work folder; the brand endpoint gets the simulator's port. */
export function writeTrialEnvironment(uiNodePort: number): void {
  rmSync(CONFIG_ROOT, { recursive: true, force: true });
  cpSync(SOURCE, CONFIG_ROOT, { recursive: true });
  const file = join(CONFIG_ROOT, ENVIRONMENT, 'platform.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(UI_NODE_HOST, `${UI_NODE_HOST}:${uiNodePort}`));
}

/** Declares a reseller, or replaces its declaration. */
export function writeReseller(id: string, yaml: string): void {
  writeFileSync(resellerFile(id), yaml);
}

/** Takes a reseller's declaration away. */
export function removeReseller(id: string): void {
  rmSync(resellerFile(id));
}
