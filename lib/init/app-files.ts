import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of a new app: its path in the app's folder, and its text. */
export interface AppFile {
  readonly file: string;
  readonly text: string;
}

/** Templates by the path of the file that they become. npm never publishes a file named .gitignore. */
const TEMPLATES: Readonly<Record<string, string>> = {
  'gateway.mjs': 'gateway.mjs',
  'config/lab/platform.yaml': 'config/lab/platform.yaml',
  'config/lab/resellers/alpha.yaml': 'config/lab/resellers/alpha.yaml',
  'README.md': 'README.md',
  '.gitignore': 'gitignore',
  '.github/workflows/gateways.yml': '.github/workflows/gateways.yml',
};

/**
 * Returns the files of a new app.
 *
 * @param name of the platform
 * @param packageRoot folder of this package, whose `cdk.json` has the feature flags
 */
export function appFiles(name: string, packageRoot: string): readonly AppFile[] {
  const files = Object.entries(TEMPLATES).map(([file, template]) => {
    const text = readFileSync(join(packageRoot, 'templates/app', template), 'utf8');
    return { file, text: text.replaceAll('{{name}}', name) };
  });
  return [{ file: 'cdk.json', text: cdkJson(packageRoot) }, ...files];
}

function cdkJson(packageRoot: string): string {
  const own = JSON.parse(readFileSync(join(packageRoot, 'cdk.json'), 'utf8')) as Record<string, unknown>;
  return `${JSON.stringify({ ...own, app: 'node gateway.mjs' }, null, 2)}\n`;
}

/** An app's package.json; only what is read and changed here. */
interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * Returns an app's package.json with the CDK's command as a development dependency. A version that is there stays.
 *
 * @param text package.json of the app
 * @param cdkVersion version of `aws-cdk` that this package was tested with
 * @returns `undefined` when nothing is to be added
 */
export function withCdkCommand(text: string, cdkVersion: string): string | undefined {
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.dependencies?.['aws-cdk'] ?? manifest.devDependencies?.['aws-cdk']) return undefined;
  const devDependencies = { ...manifest.devDependencies, 'aws-cdk': `^${cdkVersion}` };
  return `${JSON.stringify({ ...manifest, devDependencies }, null, 2)}\n`;
}
