import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cli } from '../support/cli';

const cli = new Cli();
const CONFIG = join(__dirname, '..', '..', '..', 'config');
let workingDirectory: string;
beforeEach(() => {
  workingDirectory = mkdtempSync(join(tmpdir(), 'aps-gateway-validate-'));
  cpSync(join(CONFIG, 'lab'), join(workingDirectory, 'config', 'lab'), { recursive: true });
});
afterEach(() => rmSync(workingDirectory, { recursive: true }));
afterAll(() => cli.remove());

const run = (...words: string[]) => cli.run('', words, { workingDirectory });
const write = (id: string, yaml: string) =>
  writeFileSync(join(workingDirectory, 'config/lab/resellers', `${id}.yaml`), yaml);

test('an environment without problems is valid', async () => {
  expect(await run('validate')).toEqual({ code: 0, stdout: 'Environment lab is valid.\n', stderr: '' });
});

test('every problem of every file is in one array, with file, line, path and value, and the exit code is 2', async () => {
  write('gamma', 'displayName: Gamma\nthrottle:\n  rateLimit: 0\n  burstLimit: 3\ncolour: red\n');
  write('delta', 'displayName: Delta\nparent: nobody\n');

  const { code, stdout } = await run('validate', '--json');
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({
    environment: 'lab',
    valid: false,
    problems: [
      { severity: 'problem', file: 'config/lab/resellers/delta.yaml', line: 2, path: 'parent', value: '"nobody"' },
      { severity: 'problem', file: 'config/lab/resellers/gamma.yaml', line: 3, path: 'throttle.rateLimit', value: '0' },
      { severity: 'problem', file: 'config/lab/resellers/gamma.yaml', line: 5, path: 'colour' },
    ],
  });
});

test('a warning stands in the same array and leaves the exit code 0', async () => {
  const tier = '{ quota: unlimited, throttle: { rateLimit: 2, burstLimit: 3 }, retired: true }';
  write('gamma', `displayName: Gamma\ntiers:\n  own: ${tier}\n`);

  const { code, stdout } = await run('validate', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    valid: true,
    problems: [{ severity: 'warning', file: 'config/lab/resellers/gamma.yaml', line: 2, path: 'tiers' }],
  });
});

test('the text has one line for each problem', async () => {
  write('gamma', 'displayName: Gamma\ncolour: red\n');

  const { code, stdout } = await run('validate');
  expect(code).toBe(2);
  expect(stdout).toMatch(/^problem  config\/lab\/resellers\/gamma\.yaml:2 {2}colour: .*\n1 to correct\.\n$/);
});

test('an unknown environment is not found', async () => {
  expect(await run('validate', '--environment', 'nope')).toMatchObject({ code: 3 });
});

test.each([['reseller list'], ['reseller show alpha'], ['reseller add zeta --display-name Zeta'], ['preflight']])(
  '"%s" ends with 2, too, when a file has a problem',
  async (command) => {
    write('gamma', 'displayName: Gamma\ncolour: red\n');

    expect(await run(...command.split(' '))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('gamma.yaml:2  colour: unknown key') as string,
    });
  },
);
