import type { AccountReader } from '../../lib/preflight/account-reader';
import { preflight } from '../../lib/preflight/preflight';
import { check, fakeAccount, known, lab, production } from './fake-account';

describe('service quotas', () => {
  const many = (count: number, ...more: string[]) => [
    ...Array.from({ length: count }, (_, index) => `other-${index}`),
    ...more,
  ];
  const account = (inUse: readonly string[], quotas: readonly (readonly [string, number])[]) => ({
    inUse: () => known(inUse),
    serviceQuotas: () => known(new Map(quotas)),
  });

  test('what is deployed already needs no room', async () => {
    const reads = account(many(3, 'aps-gateway-lab-alpha'), [['L-AA0FF27B', 5]]);
    expect(await check('quota-restApis', lab, reads)).toMatchObject({
      verdict: 'fine',
      found: '4 of 5 in use, 1 of 2 to be created',
    });
  });

  test('one too many is missing, with the value to ask for', async () => {
    const { verdict, ask } = await check('quota-usagePlans', lab, account(many(300), [['L-E8693075', 300]]));
    expect(verdict).toBe('missing');
    expect(ask).toContain(`--desired-value ${300 + lab.makes.usagePlans.length}`);
  });

  test('more regional APIs cannot be requested', async () => {
    const { ask } = await check('quota-restApis', lab, account(many(600), [['L-AA0FF27B', 600]]));
    expect(ask).toContain('does not raise');
  });

  test("AWS's default stands in for a quota that cannot be read, and then nothing is certain", async () => {
    const reads = { inUse: () => known(many(600)) };
    expect(await check('quota-restApis', lab, reads)).toMatchObject({
      verdict: 'unknown',
      found: expect.stringContaining("AWS's default") as string,
    });
  });
});

describe('VPC links V2', () => {
  const at = (region: string) => check('vpc-link', production, { region: () => Promise.resolve(region) });

  test('are missing in a Region outside the list', async () => {
    expect(await at('eu-south-1')).toMatchObject({ verdict: 'missing' });
  });

  test('are fine where every zone has them', async () => {
    expect(await at('eu-central-1')).toMatchObject({ verdict: 'fine' });
  });

  test('are unknown where only some zones have them, with the command that tells', async () => {
    const { verdict, needed, ask } = await at('ca-central-1');
    expect(verdict).toBe('unknown');
    expect(needed).toBe('subnets in cac1-az1, cac1-az2');
    expect(ask).toContain('describe-subnets --region ca-central-1 --subnet-ids subnet-0a1b2c3d4e5f60711');
  });
});

describe('alarm mails', () => {
  const mail = 'on-call@provider.example';
  const subscriptions = (value: Awaited<ReturnType<AccountReader['subscriptions']>> & { known: true }) => ({
    subscriptions: () => Promise.resolve(value),
  });
  const found = (list: readonly { endpoint: string; confirmed: boolean }[] | undefined) =>
    check('alarm-subscriptions', production, subscriptions({ known: true, value: list }));

  test('are fine before the first deploy, with what comes after it', async () => {
    const { verdict, ask } = await found(undefined);
    expect(verdict).toBe('fine');
    expect(ask).toContain('After the first deploy');
  });

  test.each([
    ['is not confirmed', [{ endpoint: mail, confirmed: false }]],
    ['lapsed', []],
  ])('are missing when a subscription %s', async (_, list) => {
    expect(await found(list)).toMatchObject({ verdict: 'missing', found: `not confirmed: ${mail}` });
  });

  test('are fine when confirmed', async () => {
    expect(await found([{ endpoint: mail, confirmed: true }])).toMatchObject({ verdict: 'fine' });
  });
});

describe('permissions', () => {
  test('that a service control policy takes away are asked of the organization', async () => {
    const refusedActions: AccountReader['refusedActions'] = (_, actions) =>
      known(actions.includes('iam:CreateRole') ? [{ action: 'iam:CreateRole', by: 'organization' as const }] : []);
    expect(await check('permission-cloudformation', lab, { refusedActions })).toMatchObject({
      verdict: 'missing',
      found: 'iam:CreateRole refused (organization)',
      ask: expect.stringContaining('Service control policies') as string,
    });
    expect(await check('permission-caller', lab, { refusedActions })).toMatchObject({ verdict: 'fine' });
  });

  test('are unknown if one of several simulations fails', async () => {
    const refusedActions: AccountReader['refusedActions'] = (_, actions) =>
      actions.includes('lambda:CreateFunction')
        ? Promise.resolve({ known: false, why: 'Throttling', permission: 'iam:SimulatePrincipalPolicy' })
        : known([]);
    expect(await check('permission-cloudformation', lab, { refusedActions })).toMatchObject({
      verdict: 'unknown',
      found: 'could not be read: Throttling',
    });
  });

  test("are simulated of the caller, and of the CDK's role for CloudFormation", async () => {
    const asked: string[] = [];
    const refusedActions: AccountReader['refusedActions'] = (principal, _, resource) => {
      asked.push(`${principal} on ${resource}`);
      return known([]);
    };
    await preflight(lab, fakeAccount({ refusedActions }));
    expect(asked).toEqual([
      'arn:aws:iam::222233334444:user/eva on arn:aws:iam::222233334444:role/cdk-hnb659fds-deploy-role-222233334444-eu-west-1',
      ...[
        '*',
        'arn:aws:dynamodb:eu-west-1:222233334444:table/aps-gateway-lab-preflight',
        'arn:aws:iam::222233334444:role/aps-gateway-lab-preflight',
        'arn:aws:lambda:eu-west-1:222233334444:function:aps-gateway-lab-preflight',
        'arn:aws:ssm:eu-west-1:222233334444:parameter/aps-gateway/lab/preflight',
      ].map(
        (resource) =>
          `arn:aws:iam::222233334444:role/cdk-hnb659fds-cfn-exec-role-222233334444-eu-west-1 on ${resource}`,
      ),
      ...[
        'arn:aws:apigateway:eu-west-1::/apikeys',
        'arn:aws:apigateway:eu-west-1::/tags/arn%3Aaws%3Aapigateway%3Aeu-west-1%3A%3A%2Fapikeys%2Fpreflight',
        'arn:aws:secretsmanager:eu-west-1:222233334444:secret:aps-gateway/lab/preflight',
      ].map((resource) => `arn:aws:iam::222233334444:user/eva on ${resource}`),
    ]);
  });

  test('include those that tag what the stacks make', async () => {
    const refusedActions: AccountReader['refusedActions'] = (_, actions) =>
      known(
        actions
          .filter((action) => /tag/i.test(action))
          .map((action) => ({ action, by: 'no policy that allows it' as const })),
      );
    const { found } = await check('permission-cloudformation', production, { refusedActions });
    const tagging = (
      'acm:AddTagsToCertificate, cloudwatch:TagResource, dynamodb:TagResource, ec2:CreateTags, ' +
      'elasticloadbalancing:AddTags, iam:TagRole, kms:TagResource, lambda:TagResource, logs:TagResource, ' +
      'sns:TagResource, ssm:AddTagsToResource, wafv2:TagResource'
    ).split(', ');
    for (const action of tagging) expect(found).toContain(`${action} refused`);
  });

  test('to onboard may belong to another role, unless the organization takes them away', async () => {
    const refusal = (by: 'organization' | 'no policy that allows it'): AccountReader['refusedActions'] => {
      const action = 'secretsmanager:TagResource';
      return (_, actions) => known(actions.includes(action) ? [{ action, by }] : []);
    };
    const found = (by: 'organization' | 'no policy that allows it') =>
      check('permission-onboarding', lab, { refusedActions: refusal(by) });

    expect(await found('no policy that allows it')).toMatchObject({
      verdict: 'fine',
      found: 'secretsmanager:TagResource refused (no policy that allows it)',
      ask: expect.stringContaining('aps-gateway-lab-onboarder') as string,
    });
    expect(await found('organization')).toMatchObject({ verdict: 'missing' });
  });
});
