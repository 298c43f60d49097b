import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_NAME } from '../../lib/package-root';
import { run, succeed } from './steps';

/** Installs the tarball in an empty folder, as the first step of `docs/how-to/install-as-an-app.md`. */
export function install(app: string, tarball: string): void {
  succeed(app, 'npm', 'init', '-y');
  succeed(app, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', tarball);
  const installed = readdirSync(join(app, 'node_modules')).filter((name) => !name.startsWith('.'));
  assert.deepEqual(
    installed.toSorted(),
    ['@aps-reseller-gateway', '@aws-cdk', 'aws-cdk-lib', 'constructs', 'yaml', 'zod'],
    'an app installs the CDK and what this package imports, and nothing of the local gateway or the console',
  );
}

/** Makes the app with `init`, which refuses to do it twice. */
export function initialize(app: string): void {
  assert.match(succeed(app, 'npx', 'aps-gateway', 'init', 'my-platform'), /^wrote cdk\.json$/m);
  const again = run(app, 'npx', 'aps-gateway', 'init', 'my-platform', '--json');
  assert.equal(again.code, 4);
  assert.match(JSON.parse(again.stdout).error.message, /^These files exist: cdk\.json/);
  assert.match(succeed(app, 'npx', 'aps-gateway', 'validate'), /^Environment lab is valid\.$/m);
}

/** The part of a template that is compared. */
interface Template {
  readonly Resources: Readonly<Record<string, object>>;
}

/** Synthesizes with the CDK's command, and returns the template of the reseller's stack. */
export function synthesize(app: string): Template {
  succeed(app, 'npx', 'cdk', 'synth', '--all', '--quiet');
  return JSON.parse(readFileSync(join(app, 'cdk.out/aps-gateway-lab-alpha.template.json'), 'utf8'));
}

/** The function in the app's assembly is the bundle of the package. */
export function checkFunction(root: string, app: string): void {
  const assets = readdirSync(join(app, 'cdk.out')).filter((name) => name.startsWith('asset.'));
  const bundles = assets.map((name) => readFileSync(join(app, 'cdk.out', name, 'index.js'), 'utf8'));
  assert.ok(bundles.includes(readFileSync(join(root, 'dist/functions/authorizer/index.js'), 'utf8')));
  assert.equal(existsSync(join(app, 'node_modules/esbuild')), false);
}

/** Serves the gateways on localhost, sends a signed request, and ends. */
export function start(app: string): void {
  const output = succeed(app, 'npx', 'aps-gateway', 'start', '--once', '--port', '0');
  assert.match(output, /^200 from the UI node, which verified the signature a second time:$/m);
}

/** Makes a tarball of the next version. */
export function nextVersion(folder: string, tarball: string, version: string): string {
  succeed(folder, 'tar', '-xzf', tarball);
  const manifest = join(folder, 'package/package.json');
  writeFileSync(manifest, JSON.stringify({ ...JSON.parse(readFileSync(manifest, 'utf8')), version }));
  const [packed] = JSON.parse(succeed(join(folder, 'package'), 'npm', 'pack', '--json', '--ignore-scripts')) as [
    { readonly filename: string },
  ];
  return join(folder, 'package', packed.filename);
}

/** Installs a newer version over the app: only the version in the descriptor changes in the template. */
export function upgrade(
  app: string,
  before: Template,
  next: { readonly tarball: string; readonly version: string },
): void {
  const { tarball, version } = next;
  succeed(app, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', tarball);
  assert.equal(succeed(app, 'npx', 'aps-gateway', '--version').trim(), version);
  const after = synthesize(app);
  const changed = Object.keys(after.Resources).filter(
    (id) => JSON.stringify(after.Resources[id]) !== JSON.stringify(before.Resources[id]),
  );
  assert.deepEqual(
    changed.map((id) => id.replace(/[0-9A-F]{8}$/, '')),
    ['GatewayDescriptor'],
  );
  assert.match(JSON.stringify(after), new RegExp(String.raw`packageVersion\\?":\\?"${version.replaceAll('.', '\\.')}`));
}

/** The entry points load in plain CommonJS and in an ES module, and nothing else of the package does. */
export function checkExports(app: string): void {
  const script = (entry: string) =>
    `import(${JSON.stringify(PACKAGE_NAME + entry)}).then((m) => console.log(Object.keys(m).join()))`;
  for (const [entry, name] of [
    ['', 'ResellerGateway'],
    ['/onboarding', 'applySteps'],
    ['/oauth1', 'signRequest'],
  ] as const)
    assert.ok(
      succeed(app, process.execPath, '-e', script(entry)).trim().split(',').includes(name),
      `${entry} exports ${name}`,
    );
  assert.match(run(app, process.execPath, '-e', script('/dist/lib/index.js')).stderr, /ERR_PACKAGE_PATH_NOT_EXPORTED/);
}
