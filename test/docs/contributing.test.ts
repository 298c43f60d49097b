import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json';

const ROOT = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const contributing = read('CONTRIBUTING.md');

interface Launch {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[] | string;
}
const launches = (JSON.parse(read('.vscode/launch.json')) as { configurations: Launch[] }).configurations;

test('every file and folder that CONTRIBUTING names exists', () => {
  const named = [...contributing.matchAll(/(?:^|[\s`])((?:bin|lib|lambda|test|config|\.vscode|\.ci)\/[\w./-]+)/gm)].map(
    ([, path = '']) => path,
  );

  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test('every npm script that CONTRIBUTING names exists', () => {
  const named = [...contributing.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);

  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !(name in packageJson.scripts))).toEqual([]);
});

test.each(launches)('the program of the launch configuration "$name" exists', ({ program }) => {
  expect(existsSync(program.replace('${workspaceFolder}', ROOT))).toBe(true);
});

test('npm start has the option by which it is launched for a debugger', () => {
  const launch = launches.find(({ program }) => program.endsWith('bin/local.ts'));

  expect(launch?.args).toContain('--debug');
  expect(read('lib/local/start-options.ts')).toContain("'--debug'");
});

test('editors and the deployed functions have the same Node.js', () => {
  const version = read('.nvmrc').trim();

  expect(read('.devcontainer/devcontainer.json')).toContain(`typescript-node:${version}-`);
  expect(read('lib/gateway/authorizer/oauth-authorizer.ts')).toContain(`NODEJS_${version}_X`);
});
