import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'app-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the CDK app as the CDK's command does, without credentials. */
function runApp(context: Record<string, unknown>, variables: Readonly<Record<string, string>> = {}) {
  const out = mkdtempSync(join(folder, 'out-'));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'bin/gateway.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      ...variables,
      CDK_OUTDIR: out,
      CDK_VALIDATION: 'false',
      CDK_CONTEXT_JSON: JSON.stringify(context),
    },
  });
  return { status, stdout, stderr, templates: readdirSync(out).filter((name) => name.endsWith('.template.json')) };
}

test('production synthesizes, and prints nothing', () => {
  const { status, stdout, stderr, templates } = runApp({ environment: 'production' });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(templates).toContain('aps-gateway-production-platform.template.json');
});

describe('a configuration with problems', () => {
  const config = join(folder, 'config');
  mkdirSync(join(config, 'broken/resellers'), { recursive: true });
  writeFileSync(
    join(config, 'broken/platform.yaml'),
    [
      'displayName: Broken',
      'uiNodes: { brandEndpoint: http://brand.test }',
      'tiers: { open: { quota: unlimited, throttle: { rateLimit: unlimited, burstLimit: unlimited } } }',
      '',
    ].join('\n'),
  );
  writeFileSync(join(config, 'broken/resellers/alpha.yaml'), 'displayName: Alpha\ncolour: red\n');
  const run = runApp({ config, environment: 'broken' });

  test('ends with an exit code that is not 0', () => expect(run.status).toBe(1));

  test('lists every problem and prints no stack trace', () => {
    expect(run.stderr.trim().split('\n')).toEqual([
      'The configuration has 2 problems:',
      expect.stringMatching(
        /broken\/platform\.yaml:2 {2}uiNodes\.brandEndpoint: is not allowed, got "http:\/\/brand\.test"; allowed: https:/,
      ) as string,
      expect.stringMatching(
        /broken\/resellers\/alpha\.yaml:2 {2}colour: unknown key, got "red"; allowed: one of: displayName/,
      ) as string,
    ]);
  });

  test('writes no template', () => expect(run.templates).toEqual([]));
});

describe('an unknown environment in APS_GATEWAY_ENVIRONMENT', () => {
  const { status, stderr } = runApp({}, { APS_GATEWAY_ENVIRONMENT: 'staging' });

  test('ends with an exit code that is not 0', () => expect(status).toBe(1));

  test('is refused with a list of those that exist', () => {
    expect(stderr).toContain('there is no such environment, got "staging"; allowed: one of: lab, production');
  });
});

test('the environment of the context comes before APS_GATEWAY_ENVIRONMENT', () => {
  const { stderr } = runApp({ environment: 'preview' }, { APS_GATEWAY_ENVIRONMENT: 'staging' });
  expect(stderr).toMatch(/environment, got "preview"/);
});

test.each([
  [{ resellrs: 'alpha' }, 'did you mean resellers?'],
  [{ resellers: 'zulu' }, 'There is no reseller "zulu"; -c resellers accepts: alpha'],
])('the context %j is refused with a message, and no template is written', (context, sentence) => {
  const { status, stderr, templates } = runApp(context);
  expect({ status, templates, lines: stderr.trim().split('\n').length }).toEqual({
    status: 1,
    templates: [],
    lines: 1,
  });
  expect(stderr).toContain(sentence);
});
