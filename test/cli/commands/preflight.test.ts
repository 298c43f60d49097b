import { join } from 'node:path';
import { Cli } from '../support/cli';
import { World } from '../support/world';

const cli = new Cli();
const ROOT = join(__dirname, '..', '..', '..');
let world: World;

beforeEach(async () => {
  world = await new World().start();
  world.aws.parameters.put('/cdk-bootstrap/hnb659fds/version', '30');
});
afterEach(() => world.stop());
afterAll(() => cli.remove());

interface Answer {
  readonly checks: readonly { readonly id: string; readonly verdict: string; readonly found: string }[];
}
const run = (...more: string[]) => cli.run(world.url, ['preflight', ...more], { workingDirectory: ROOT });
async function verdicts(...more: string[]) {
  const { code, stdout } = await run('--json', ...more);
  const { checks } = JSON.parse(stdout) as Answer;
  return { code, verdicts: Object.fromEntries(checks.map(({ id, verdict }) => [id, verdict])) };
}

test('an established account lacks nothing', async () => {
  const { code, stdout, stderr } = await run();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('Nothing is missing.');
});

test('a new account lacks concurrency and bootstrap, and each line says what to do', async () => {
  const fresh = await new World().start();
  fresh.aws.account.concurrency = { limit: 10, unreserved: 10 };
  fresh.aws.account.cloudWatchRoleArn = undefined;
  const { code, stdout } = await cli
    .run(fresh.url, ['preflight'], { workingDirectory: ROOT })
    .finally(() => fresh.stop());
  expect(code).toBe(1);
  expect(stdout).toContain('aws service-quotas request-service-quota-increase --service-code lambda');
  expect(stdout).toContain('npx cdk bootstrap aws://000000000000/us-east-1');
  expect(stdout).toContain('2 missing.');
});

test('for a governed account, the line names the action that the organization forbids', async () => {
  world.aws.account.refusedActions.set('iam:CreateRole', 'organization');
  world.aws.account.refusedActions.set('logs:CreateLogGroup', 'implicitDeny');
  const { code, stdout } = await run();
  expect(code).toBe(1);
  expect(stdout).toContain(
    'iam:CreateRole refused (organization), logs:CreateLogGroup refused (no policy that allows it)',
  );
});

test.each([
  ['GetAccountSettings', 'lambda-concurrency'],
  ['GetAccount', 'cloudwatch-role'],
  ['SimulatePrincipalPolicy', 'permission-caller'],
  ['GetRestApis', 'quota-restApis'],
  ['GetParameter', 'bootstrap'],
])('a forbidden %s leaves %s unknown, and is not a failure', async (operation, id) => {
  world.aws.faults.inject({ kind: 'deny', operation });
  expect(await verdicts()).toMatchObject({ code: 0, verdicts: { [id]: 'unknown', account: 'fine' } });
});

test('credentials that are refused are a failure', async () => {
  world.aws.faults.inject({ kind: 'deny', operation: 'GetCallerIdentity' });
  expect(await verdicts()).toMatchObject({ code: 1, verdicts: { account: 'missing' } });
});

test("a session of a role is simulated as its role, whose path the session's name lacks", async () => {
  world.aws.account.callerArn = 'arn:aws:sts::000000000000:assumed-role/Deployer/eva';
  expect(await verdicts()).toMatchObject({ code: 0, verdicts: { 'permission-caller': 'fine' } });
  expect(world.aws.calls.map(({ operation }) => operation)).toContain('GetRole');
});

test('the declared Region is checked, whatever AWS_REGION says', async () => {
  const options = { workingDirectory: ROOT, environmentVariables: { AWS_REGION: 'ap-south-1' } };
  const { checks } = await cli.json<Answer>(world.url, ['preflight', '--environment', 'production'], options);
  expect(checks.find(({ id }) => id === 'region')).toMatchObject({ verdict: 'fine', found: 'eu-central-1' });
});

test('subscriptions, domains and VPC links are read where they are declared', async () => {
  world.aws.parameters.put('/aps-gateway/production/platform/alarm-topic-arn', 'arn:aws:sns:eu-central-1:1:alarms');
  world.aws.account.subscriptions.push({ endpoint: 'on-call@provider.example', confirmed: false });
  world.aws.account.accountId = '111122223333';
  world.aws.account.domains.push('elsewhere.example');
  world.aws.account.serviceQuotas.set('L-A93447B8', 2);
  expect(await verdicts('--environment', 'production')).toMatchObject({
    code: 1,
    verdicts: {
      account: 'fine',
      'alarm-subscriptions': 'missing',
      'quota-domains': 'missing',
      'quota-vpcLinks': 'fine',
    },
  });
});

test('nothing is written', async () => {
  const before = world.snapshot();
  await run('--environment', 'production');
  expect(world.snapshot()).toEqual(before);
  const reads = /^(Get|List|Simulate)/;
  expect(world.aws.calls.filter(({ operation }) => !reads.test(operation))).toEqual([]);
});

test('an environment that does not exist is not found', async () => {
  expect(await run('--environment', 'elsewhere')).toMatchObject({ code: 3 });
});
