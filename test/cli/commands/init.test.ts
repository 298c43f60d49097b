import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { devDependencies } from '../../../package.json';
import cdkJson from '../../../cdk.json';
import { loadEnvironment } from '../../../lib/config/load-environment';
import { Cli } from '../support/cli';

const cli = new Cli();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aps-gateway-init-'));
  writeFileSync(join(folder, 'package.json'), '{"name":"mine","devDependencies":{"left-pad":"1.3.0"}}');
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => cli.remove());

const run = (...words: string[]) => cli.run('', ['init', ...words], { workingDirectory: folder });
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const FILES = [
  'cdk.json',
  'gateway.mjs',
  'config/lab/platform.yaml',
  'config/lab/resellers/alpha.yaml',
  'README.md',
  '.gitignore',
  '.github/workflows/gateways.yml',
];

test('an app gets its files, and the CDK command as a development dependency', async () => {
  const { code, stdout } = await run('North Platform', '--no-install', '--json');

  expect({ code, ...(JSON.parse(stdout) as object) }).toEqual({
    code: 0,
    files: FILES,
    dryRun: false,
    installs: false,
  });
  expect(FILES.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
  expect(JSON.parse(read('package.json'))).toEqual({
    name: 'mine',
    devDependencies: { 'left-pad': '1.3.0', 'aws-cdk': `^${devDependencies['aws-cdk']}` },
  });
});

test('the configuration of a new app is valid and has the name of the platform', async () => {
  await run('North Platform', '--no-install');
  const { gateways, platform } = loadEnvironment(join(folder, 'config'), 'lab');

  expect(platform.displayName).toBe('North Platform');
  expect(gateways.map(({ resellerId }) => resellerId)).toEqual(['alpha']);
});

test('a new app has the feature flags that this package was tested with', async () => {
  await run('north', '--no-install');
  expect(JSON.parse(read('cdk.json'))).toEqual({ ...cdkJson, app: 'node gateway.mjs' });
});

test('a dry run names the files and writes none', async () => {
  const { code, stdout } = await run('north', '--dry-run');

  expect(code).toBe(0);
  expect(FILES.filter((file) => !stdout.includes(`would write ${file}\n`))).toEqual([]);
  expect(readdirSync(folder)).toEqual(['package.json']);
});

test('a folder that has one of the files keeps everything as it is', async () => {
  writeFileSync(join(folder, 'README.md'), 'mine');
  const { code, stderr } = await run('north', '--no-install');

  expect(code).toBe(4);
  expect(stderr).toContain('These files exist: README.md. Nothing was written.');
  expect(readdirSync(folder).toSorted()).toEqual(['README.md', 'package.json']);
});

test("an app's own version of the CDK command stays", async () => {
  const manifest = '{"devDependencies":{"aws-cdk":"2.1100.0"}}';
  writeFileSync(join(folder, 'package.json'), manifest);
  await run('north');

  expect(read('package.json')).toBe(manifest);
});

test('a folder without package.json is refused with the commands that make one', async () => {
  rmSync(join(folder, 'package.json'));
  const { code, stderr } = await run('north');

  expect(code).toBe(2);
  expect(stderr).toContain('npm init -y && npm install @aps-reseller-gateway/gateway');
});

test.each(["it's", '', '{{x}}', '-n '.repeat(30)])('a name such as %j is refused', async (name) => {
  expect((await run('--', name)).code).toBe(2);
  expect(readdirSync(folder)).toEqual(['package.json']);
});
