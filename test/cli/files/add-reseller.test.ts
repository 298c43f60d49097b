import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { loadEnvironment } from '../../../lib/config/load-environment';
import { Cli } from '../support/cli';

const cli = new Cli();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aps-gateway-config-'));
  cpSync(join(__dirname, '..', '..', '..', 'config', 'lab'), join(folder, 'config', 'lab'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => cli.remove());

/** Adding a reseller calls no AWS, so there is no endpoint. */
const run = (...commandLine: string[]) => cli.run('http://127.0.0.1:9', commandLine, { workingDirectory: folder });

test('an added reseller is one that the environment loads, in a file that explains itself', async () => {
  const flags = ['--display-name', 'Gamma: "Cloud"', '--parent', 'beta', '--tiers', 'standard,premium'];
  expect(await run('reseller', 'add', 'gamma', ...flags)).toMatchObject({ code: 0 });

  const gamma = loadEnvironment(join(folder, 'config'), 'lab').resellers.find(({ id }) => id === 'gamma');
  expect(gamma).toMatchObject({ displayName: 'Gamma: "Cloud"', parent: 'beta' });
  expect(Object.keys(gamma?.tiers ?? {}).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(['premium', 'standard']);
  expect(readFileSync(join(folder, 'config/lab/resellers/gamma.yaml'), 'utf8').match(/^# /gm)?.length).toBeGreaterThan(
    8,
  );
});

describe('the schema that an added file names', () => {
  const SCHEMA = 'config/schema/reseller.schema.json';
  const add = async (config: string) => {
    await run('reseller', 'add', 'gamma', '--display-name', 'Gamma', '--config', config);
    const file = join(folder, config, 'lab/resellers/gamma.yaml');
    const [, schema] = /^# yaml-language-server: \$schema=(.+)$/m.exec(readFileSync(file, 'utf8')) ?? [];
    return schema === undefined ? undefined : resolve(dirname(file), schema);
  };
  const writeSchema = (file: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '{}');
  };
  beforeEach(() => cpSync(join(folder, 'config/lab'), join(folder, 'far/away/lab'), { recursive: true }));

  test('is the one next to its environment', async () => {
    writeSchema(SCHEMA);
    writeSchema('far/away/schema/reseller.schema.json');
    expect(await add('far/away')).toBe(join(folder, 'far/away/schema/reseller.schema.json'));
  });

  test('is that of the working directory if the configuration is elsewhere', async () => {
    writeSchema(SCHEMA);
    expect(await add('far/away')).toBe(join(folder, SCHEMA));
  });

  test('is left out if there is none', async () => expect(await add('far/away')).toBeUndefined());
});

test('an existing reseller is not overwritten', async () => {
  expect(await run('reseller', 'add', 'alpha', '--display-name', 'Other')).toMatchObject({ code: 4 });
  expect(readFileSync(join(folder, 'config/lab/resellers/alpha.yaml'), 'utf8')).toContain('Alpha Telecom');
});

test('the command that deploys an added reseller is printed, ready to be typed', async () => {
  const { stdout } = await run('reseller', 'add', 'gamma', '--display-name', 'Gamma');

  expect(stdout).toBe(
    'config/lab/resellers/gamma.yaml is written. Look it over, then run:\n' +
      'npx cdk deploy -c environment=lab -c resellers=gamma --all\n',
  );
});

test('the deployment names the environment and the folder that were given', async () => {
  cpSync(join(folder, 'config', 'lab'), join(folder, 'our files', 'berlin'), { recursive: true });
  const flags = ['--display-name', 'Gamma', '--environment', 'berlin', '--config', 'our files'];
  const { stdout } = await run('reseller', 'add', 'gamma', ...flags);

  expect(stdout).toContain("\nnpx cdk deploy -c environment=berlin -c resellers=gamma -c 'config=our files' --all\n");
});

test('every key that the file of a reseller with an inherited gateway proposes can be declared', async () => {
  const flags = ['--display-name', 'Gamma', '--parent', 'beta', '--gateway', 'inherited'];
  await run('reseller', 'add', 'gamma', ...flags);
  const file = join(folder, 'config/lab/resellers/gamma.yaml');
  const proposed = readFileSync(file, 'utf8').replaceAll(/^# (?=\w+:|  )/gm, '');
  writeFileSync(file, proposed);

  expect(proposed).toMatch(/^tiers:\n  standard: inherit$/m);
  expect(loadEnvironment(join(folder, 'config'), 'lab').resellers.map(({ id }) => id)).toContain('gamma');
});

describe('a gateway below one that limits its requests per second', () => {
  const add = (id: string, ...more: readonly string[]) =>
    run('reseller', 'add', id, '--display-name', id, '--parent', 'beta', ...more);
  const file = (id: string) => join(folder, `config/lab/resellers/${id}.yaml`);
  beforeEach(() => add('gamma', '--throttle', '45/70'));

  test('gets the share that is given', () => {
    const { gateways } = loadEnvironment(join(folder, 'config'), 'lab');
    expect(gateways.find(({ resellerId }) => resellerId === 'gamma')?.throttle).toEqual({
      rateLimit: 45,
      burstLimit: 70,
    });
  });

  test('is refused without a share of what is left, and the largest share is named', async () => {
    const { code, stderr } = await add('delta');

    expect(code).toBe(2);
    expect(stderr).toContain('without it, delta would inherit 60');
    expect(stderr).toContain('(now: gamma 45).\nerror: Expected at most: --throttle 15\n');
    expect(existsSync(file('delta'))).toBe(false);
    expect(await add('delta', '--throttle', '15')).toMatchObject({ code: 0 });
  });

  test('is valid after the edits that are printed when nothing is left', async () => {
    await add('delta', '--throttle', '15');
    const { stderr } = await add('epsilon', '--throttle', '1');
    const [, edited = '', edit = ''] = /in config\/lab\/resellers\/(\S+)\.yaml: (throttle: .*)/.exec(stderr) ?? [];
    const [, share = ''] = /run this again with --throttle (\d+)/.exec(stderr) ?? [];

    expect([edited, share]).toEqual(['gamma', '20']);
    writeFileSync(file(edited), readFileSync(file(edited), 'utf8').replace(/^throttle: .*$/m, edit));
    expect(await add('epsilon', '--throttle', share)).toMatchObject({ code: 0 });
    expect(loadEnvironment(join(folder, 'config'), 'lab').gateways.map(({ resellerId }) => resellerId)).toContain(
      'epsilon',
    );
  });

  test('that is inherited takes no share of its own', async () => {
    expect(await add('delta', '--gateway', 'inherited', '--throttle', '5')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('expected a gateway of its own') as string,
    });
  });
});

test('a throttle that exceeds the capacity of the platform is refused by name of the file that limits it', async () => {
  const platform = join(folder, 'config/lab/platform.yaml');
  writeFileSync(platform, `${readFileSync(platform, 'utf8')}\ncapacity: { rateLimit: 170 }\n`);

  const { code, stderr } = await run('reseller', 'add', 'gamma', '--display-name', 'Gamma', '--throttle', '11');
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^error: platform\.yaml: capacity\.rateLimit: is less than .*171 or more.*smaller --throttle$/m,
  );
});

test('a dry run prints the file and writes none', async () => {
  const { code, stdout } = await run('reseller', 'add', 'gamma', '--display-name', 'Gamma', '--dry-run');

  expect(code).toBe(0);
  expect(stdout).toMatch(/^displayName: Gamma$/m);
  expect(existsSync(join(folder, 'config/lab/resellers/gamma.yaml'))).toBe(false);
});

test.each([
  [['--parent', 'omega'], /--parent: got "omega", expected one of: alpha, beta, beta-north/],
  [['--gateway', 'borrowed'], /borrowed.*own, inherited/],
  [['--throttle', '20/'], /--throttle: got "20\/", expected RATE or RATE\/BURST/],
  [['--gateway', 'inherited'], /--gateway inherited: expected --parent too/],
  [['--tiers', 'gold'], /reseller gamma: tiers.gold: /],
])('a reseller that does not fit the environment (%j) is wrong usage and leaves no file', async (flags, message) => {
  const { code, stderr } = await run('reseller', 'add', 'gamma', '--display-name', 'Gamma', ...flags);

  expect(code).toBe(2);
  expect(stderr).toMatch(message);
  expect(stderr).not.toContain('.yaml:');
  expect(existsSync(join(folder, 'config/lab/resellers/gamma.yaml'))).toBe(false);
});
