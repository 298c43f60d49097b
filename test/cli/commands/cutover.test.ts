import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentMembers } from '../../../lambda/authorizer/contract';
import { verificationParameterName } from '../../../lib/descriptor';
import { AlphaAccount } from '../support/alpha-account';
import { ALPHA } from '../support/world';

const alpha = new AlphaAccount();
const CONFIG = `--config ${join(__dirname, '../../../config')}`;
const URL = 'https://localhost:4711';

const verified = (failed: readonly string[], consumerKey = 'crm') => {
  const document = {
    version: 1,
    at: new Date(Date.now() - 120_000).toISOString(),
    packageVersion: '7.8.9',
    url: URL,
    consumerKey,
    held: 39,
    failed,
    unknown: [],
    propertyNotSet: true,
  };
  alpha.world.aws.parameters.put(verificationParameterName('lab', 'alpha'), JSON.stringify(document));
};
const written = (name: string, text: string) => {
  const file = join(alpha.files, name);
  writeFileSync(file, text);
  return file;
};
const cutover = (more: string, stdin = '') => alpha.run(`cutover alpha ${CONFIG} ${more}`.trim(), stdin);

beforeEach(async () => {
  alpha.world.deploy({ ...ALPHA, url: URL });
  await alpha.onboard('crm', 'standard');
  verified(['list']);
});

test('a reseller that is ready gets its plan as Markdown, with exit code 0', async () => {
  const { code, stdout, stderr } = await cutover(`--users ${written('users.txt', 'crm\n')}`);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(
    /^# Cut over Alpha Telecom \(alpha, lab\)\n\n## Checks\n\n(?:- \*\*holds\*\* .*\n){6}\n## Value\n/,
  );
  expect(stdout).toContain(`\n\`\`\`\n${URL}\n\`\`\`\n`);
});

test('the JSON has the checks and the plan', async () => {
  expect(await alpha.json(`cutover alpha ${CONFIG} --user crm`)).toMatchObject({
    reseller: 'alpha',
    environment: 'lab',
    ready: true,
    checks: ['verified', 'users', 'doctor', 'domain', 'dns', 'certificate'].map((id) => ({ id, verdict: 'holds' })),
    plan: { direction: 'cutover', property: { value: URL } },
  });
});

test('the commands of the plan name the folder of --config', async () => {
  const { stdout } = await cutover('--undo');
  expect(stdout).toContain(`npx aps-gateway cutover alpha --environment lab ${CONFIG}`);
});

const failing = async (more: string) => {
  const { code, stdout } = await cutover(`${more} --json`.trim());
  const { ready, checks } = JSON.parse(stdout) as { ready: boolean; checks: { id: string; verdict: string }[] };
  return [
    code,
    ready,
    checks.filter(({ verdict }) => verdict !== 'holds').map(({ id, verdict }) => `${id} ${verdict}`),
  ];
};

test('without a list of users, it ends with 1', async () => {
  expect(await failing('')).toEqual([1, false, ['users unknown']]);
});

test('a user that is not onboarded fails, from standard input and options together', async () => {
  const { code, stdout } = await cutover('--users - --user billing', 'crm\n');
  expect([code, stdout]).toEqual([1, expect.stringContaining('refuse 1: billing is not onboarded.')]);
});

test('another line of the verification fails', async () => {
  verified(['list', 'replay']);
  expect(await failing('--user crm')).toEqual([1, false, ['verified fails']]);
});

test('what the doctor finds fails', async () => {
  alpha.world.state.planKeys.clear();
  expect(await failing('--user crm')).toEqual([1, false, ['doctor fails']]);
});

test("API Gateway's own host name fails unless it is accepted", async () => {
  // Resolvers refuse so long a label themselves, without asking the network.
  const url = `https://${'a'.repeat(70)}.execute-api.eu-central-1.amazonaws.com`;
  alpha.world.deploy({ ...ALPHA, url });
  expect(await failing('--user crm')).toEqual([1, false, ['verified fails', 'domain fails', 'dns fails']]);
  expect(await failing('--user crm --execute-api')).toEqual([1, false, ['verified fails', 'dns fails']]);
});

test('the plan can be written as Markdown and as JSON', async () => {
  const [markdown, json] = ['plan.md', 'plan.json'].map((name) => join(alpha.files, name));
  const { stdout, stderr } = await cutover(`--user crm --output ${markdown}`);
  await cutover(`--user crm --output ${json}`);
  expect([readFileSync(markdown!, 'utf8'), stderr]).toEqual([stdout, `The plan is in ${markdown}.\n`]);
  expect(JSON.parse(readFileSync(json!, 'utf8'))).toMatchObject({ plan: { direction: 'cutover' } });
});

test('a file that cannot be written is named, and nothing is left', async () => {
  const file = join(alpha.files, 'absent', 'plan.md');
  expect(await cutover(`--user crm --output ${file}`)).toMatchObject({
    code: 2,
    stdout: '',
    stderr: `error: --output: cannot write ${file}: ENOENT\n`,
  });
  expect(existsSync(`${file}.new`)).toBe(false);
});

test('the way back needs no check', async () => {
  alpha.world.state.planKeys.clear();
  verified(['replay']);
  const { code, stdout } = await cutover('--undo');
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^# Undo the cut-over of Alpha Telecom/)]);
});

test('a reseller that is not declared is named with those that are', async () => {
  expect(await alpha.run(`cutover gamma ${CONFIG}`)).toMatchObject({
    code: 3,
    stderr: 'error: Reseller gamma is not declared in lab; declared are: alpha, beta, beta-north.\n',
  });
});

test('it changes nothing', async () => {
  const before = alpha.world.snapshot();
  await cutover('--user crm');
  expect(alpha.world.snapshot()).toEqual(before);
});

test('a gateway for bearer tokens only has nothing to cut over, and the error says what to do instead', async () => {
  alpha.world.deploy({ ...ALPHA, url: URL, authentication: ['bearer'] });
  const { code, stdout, stderr } = await cutover('--user crm');
  expect([code, stdout]).toEqual([4, '']);
  expect(stderr).toMatch(
    /^error: The gateway of alpha accepts only bearer tokens, .* nothing to cut over\. .* Let the systems call https:\/\/localhost:4711, and let the network close https:\/\/\S+ to them\.\n$/,
  );
});

test('at a gateway that accepts both schemes, the plan verifies with a consumer that signs', async () => {
  const both = { ...ALPHA, url: URL, authentication: ['oauth1', 'bearer'], documentMembers: documentMembers(true) };
  alpha.world.deploy(both);
  await alpha.run('consumer onboard alpha --subject app --tier standard');
  verified([], 'app');
  const { stdout } = await cutover('--user crm');
  expect(stdout).toContain('--consumer-key crm --brand');
  expect(stdout).toContain('Systems that send bearer tokens only change the base URL');
});
