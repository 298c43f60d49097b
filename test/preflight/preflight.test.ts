import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { publishShared } from '../../lib/gateway/shared';
import { alarmTopicParameter, preflight } from '../../lib/preflight/preflight';
import type { Requirements } from '../../lib/preflight/requirements';
import { check, fakeAccount, known, lab, production } from './fake-account';

describe('the requirements of an environment', () => {
  test('name every API, usage plan and domain that its stacks make', () => {
    expect(lab.makes.restApis).toEqual(['aps-gateway-lab-alpha', 'aps-gateway-lab-beta']);
    expect(lab.makes.domains).toEqual([]);
    expect(production.makes.domains).toContain('api.contoso.example');
    expect(production.makes.vpcLinks).toEqual(['aps-gateway-production-platform-ui-nodes']);
  });

  test('ask for no action of a service that is not declared', () => {
    const services = (needs: Requirements) => new Set(needs.actions.map((action) => action.split(':')[0]));
    expect(services(lab)).not.toContain('wafv2');
    expect(services(production)).toContain('wafv2');
    expect(services(lab)).not.toContain('kms');
    expect(services(production)).toContain('kms');
  });
});

test('nothing is read of a service that the environment does not declare', async () => {
  const ids = (await preflight(lab, fakeAccount({}))).map(({ id }) => id);
  expect(ids).not.toContain('vpc-link');
  expect(ids).not.toContain('alarm-subscriptions');
  expect(ids).not.toContain('quota-domains');
});

test('a forbidden read is unknown and names the permission to ask for', async () => {
  expect(await check('lambda-concurrency', lab)).toMatchObject({
    verdict: 'unknown',
    found: 'could not be read: AccessDenied',
    ask: expect.stringContaining('lambda:GetAccountSettings') as string,
  });
});

test('an account whose every read is forbidden misses nothing and leaves every other line unknown', async () => {
  const checks = await preflight(lab, fakeAccount({}));
  const readable = new Set(['account', 'region']);
  expect(checks.filter(({ verdict }) => verdict === 'missing')).toEqual([]);
  expect(checks.filter(({ id, verdict }) => !readable.has(id) && verdict !== 'unknown')).toEqual([]);
});

test('credentials that AWS does not accept are missing', async () => {
  const caller = () => Promise.resolve({ known: false as const, why: 'ExpiredToken', permission: 'sts' });
  expect(await check('account', lab, { caller })).toMatchObject({ verdict: 'missing' });
});

test('credentials of another account than the declared one are missing', async () => {
  expect(await check('account', production)).toMatchObject({
    verdict: 'missing',
    needed: expect.stringContaining('111122223333') as string,
  });
});

test('another Region than the declared one is missing', async () => {
  expect(await check('region', production)).toMatchObject({ verdict: 'missing', needed: 'eu-central-1' });
});

test('without a Region only identity and Region are checked', async () => {
  const checks = await preflight(lab, fakeAccount({ region: () => Promise.resolve(undefined) }));
  expect(checks.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['account', 'fine'],
    ['region', 'missing'],
  ]);
});

describe('CDK bootstrap', () => {
  test.each([
    [undefined, 'missing'],
    [5, 'missing'],
    [6, 'fine'],
    [31, 'fine'],
  ] as const)('version %s is %s', async (version, verdict) => {
    expect(await check('bootstrap', lab, { bootstrapVersion: () => known(version) })).toMatchObject({ verdict });
  });

  test('is asked for by account and Region', async () => {
    const { ask } = await check('bootstrap', lab, { bootstrapVersion: () => known(undefined) });
    expect(ask).toBe('npx cdk bootstrap aws://222233334444/eu-west-1');
  });
});

describe('Lambda concurrency', () => {
  const concurrency = (limit: number, unreserved: number) => ({ concurrency: () => known({ limit, unreserved }) });

  test("a new account's 10 are too few", async () => {
    const { verdict, ask } = await check('lambda-concurrency', lab, concurrency(10, 10));
    expect(verdict).toBe('missing');
    expect(ask).toContain('--desired-value 1000 --region eu-west-1');
  });

  test('what other functions reserve does not count', async () => {
    expect(await check('lambda-concurrency', lab, concurrency(1000, 60))).toMatchObject({ verdict: 'missing' });
  });

  test('grows with the rate that the gateways let through', async () => {
    const fleet = { ...lab, requestsPerSecond: 20_000 };
    expect(await check('lambda-concurrency', fleet, concurrency(1500, 1500))).toMatchObject({ verdict: 'missing' });
    expect(await check('lambda-concurrency', fleet, concurrency(2000, 2000))).toMatchObject({ verdict: 'fine' });
  });
});

describe("API Gateway's CloudWatch role", () => {
  const role = (arn: string | undefined) => ({ cloudWatchRole: () => known(arn) });
  const without = { ...lab, setsCloudWatchRole: false };

  test('is missing where neither the account nor the environment has one', async () => {
    expect(await check('cloudwatch-role', without, role(undefined))).toMatchObject({ verdict: 'missing' });
  });

  test.each([
    ['the environment sets it', lab, undefined],
    ['the account has it', without, 'arn:aws:iam::222233334444:role/logs'],
  ])('is fine where %s', async (_, needs, arn) => {
    const found = await check('cloudwatch-role', needs, role(arn));
    expect(found).toMatchObject({ verdict: 'fine' });
    expect(found.ask).toBeUndefined();
  });

  test('of another owner is named before the deployment replaces it', async () => {
    const found = await check('cloudwatch-role', lab, role('arn:aws:iam::222233334444:role/theirs'));
    expect(found.ask).toContain('replaces this role');
  });

  test("of the environment's own stack needs no warning", async () => {
    const found = await check(
      'cloudwatch-role',
      lab,
      role('arn:aws:iam::222233334444:role/aws/aps-gateway-lab-platform-Role'),
    );
    expect(found.ask).toBeUndefined();
  });
});

test('the topic of the alarms is looked up where the platform stack publishes it', () => {
  const stack = new Stack(new App(), 'Platform');
  publishShared(stack, 'night', 'alarm-topic-arn', 'arn:of:topic');
  const parameters = Template.fromStack(stack).findResources('AWS::SSM::Parameter');
  expect(Object.values(parameters).map(({ Properties }) => (Properties as { Name: string }).Name)).toEqual([
    alarmTopicParameter('night'),
  ]);
});
