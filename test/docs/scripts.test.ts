import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type LocalGateway, startLocalGateway } from '../../lib/local';
import { accountPorts, Consumers, type OnboardingPlan } from '../../lib/onboarding';
import { codeBlocks, page } from './markdown';
import { PATHS } from './paths';
import { ROOT } from './sections';

const CACHE = join(ROOT, 'node_modules', '.cache');
mkdirSync(CACHE, { recursive: true });
/** Below the project, so that the scripts find its packages. */
const folder = mkdtempSync(join(CACHE, 'scripts-'));
const dataDirectory = mkdtempSync(join(tmpdir(), 'aps-scripts-'));
let gateway: LocalGateway;

beforeAll(async () => {
  gateway = await startLocalGateway({ environment: 'lab', dataDirectory });
});
afterAll(async () => {
  await gateway?.close();
  for (const made of [folder, dataDirectory]) rmSync(made, { recursive: true, force: true });
});

/** Runs the script that a page shows, with the environment variables that the page names. */
async function runScript(path: string, input = '') {
  const [script = ''] = codeBlocks({ path, text: page(path) }, 'ts');
  const imported = /from '(@[^']+)'/g;
  writeFileSync(
    join(folder, 'script.ts'),
    script.replaceAll(imported, (_, name: string) => `from '${PATHS[name]?.[0]}'`),
  );
  const child = spawn(process.execPath, ['--import', 'tsx', 'script.ts'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL: gateway.awsEndpointUrl,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
    timeout: 60_000,
  });
  child.stdin.end(input);
  const ended = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await ended;
  return { code: child.exitCode, stdout, stderr };
}

const ONBOARD = 'docs/how-to/onboard-from-a-script.md';
const SIGN = 'docs/how-to/sign-from-a-script.md';

test('the script that onboards a consumer does so once, and then finds nothing left to do', async () => {
  const first = await runScript(ONBOARD, 'a-secret-of-billing\n');
  expect(first.stdout).toMatch(
    /create the internal API key\n.*put it on tier standard .*\n.*store the credentials .*\n3 steps/,
  );
  expect(first.stdout + first.stderr).not.toContain('a-secret-of-billing');

  expect((await runScript(ONBOARD, 'a-secret-of-billing\n')).stdout).toMatch(/^0 steps done at https:/);
});

test('the script ends with code and message of a refusal', async () => {
  const { code, stderr } = await runScript(ONBOARD, '');
  expect(code).toBe(1);
  expect(stderr).toMatch(/^(usage|conflict): /m);
});

test('the script that signs prints what its page says', async () => {
  const [output] = codeBlocks({ path: SIGN, text: page(SIGN) }, 'text');
  expect((await runScript(SIGN)).stdout).toBe(output);
});

test('a program changes, rotates and offboards a consumer as the commands do', async () => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const ports = accountPorts({ region: 'eu-central-1', credentials, endpointUrl: gateway.awsEndpointUrl });
  const consumers = new Consumers(ports, 'lab');
  const kindsOf = async (planned: Promise<OnboardingPlan>) => {
    const plan = await planned;
    const done: string[] = [];
    await consumers.apply(plan, ({ kind }) => done.push(kind));
    expect(done).toEqual(plan.steps.map(({ kind }) => kind));
    return done;
  };
  const [reseller, consumerKey] = ['alpha', 'portal-of-alpha'];
  const intent = { reseller, consumerKey, secret: 'first-secret', tier: 'standard', facts: {} };

  expect(await kindsOf(consumers.onboard(intent))).toEqual(['createApiKey', 'attachApiKey', 'createCredentials']);
  expect(await kindsOf(consumers.update(reseller, consumerKey, { facts: { note: 'n' }, rules: {} }))).toEqual([
    'updateCredentials',
  ]);
  expect(await kindsOf(consumers.status(reseller, consumerKey, 'suspended'))).toEqual([
    'updateCredentials',
    'disableApiKey',
  ]);
  const rotation = { kind: 'begin', secret: 'second-secret', running: 'change' } as const;
  expect(await kindsOf(consumers.rotate(reseller, consumerKey, rotation))).toEqual(['updateCredentials']);
  expect(await kindsOf(consumers.offboard(reseller, consumerKey, 7))).toContain('scheduleDeletion');
  await expect(consumers.onboard(intent)).rejects.toMatchObject({ name: 'OnboardingError', code: 'conflict' });
});
