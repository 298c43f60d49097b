import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AlphaAccount } from '../support/alpha-account';
import { ALPHA } from '../support/world';

const alpha = new AlphaAccount();
const { files, onboard, run } = alpha;
const LAGGING = { ...ALPHA, packageVersion: '0.0.9', documentMembers: ['rules.sourceIps'] };
const REFUSED =
  'Deploy first: the gateway of alpha was made by version 0.0.9 of this package and does not know rules.operations of consumer crm.';

const declared = join(files, 'declared.yaml');
const records = join(files, 'records.csv');
const secrets = join(files, 'secrets.csv');
writeFileSync(declared, 'consumers:\n  - { consumerKey: crm, tier: standard, operations: readOnly }\n');
writeFileSync(records, 'consumerKey,tier,operations\ncrm,standard,readOnly\n');
writeFileSync(secrets, 'consumerKey,secret\ncrm,SecretOfcrm\n');

test.each<[string, string, string]>([
  ['onboard', 'consumer onboard alpha --key crm --tier standard --operations readOnly --secret-stdin', 'SecretOfcrm'],
  ['import', `consumer import alpha ${records} --secrets ${secrets}`, ''],
  ['import --dry-run', `consumer import alpha ${records} --secrets ${secrets} --dry-run`, ''],
  ['apply', `consumer apply alpha ${declared} --secrets ${secrets}`, ''],
])('%s gives no consumer a rule that the deployed gateway does not know', async (_command, line, stdin) => {
  alpha.world.deploy(LAGGING);
  const before = alpha.world.snapshot();
  const { code, stdout, stderr } = await run(line, stdin);

  expect(code).not.toBe(0);
  expect(stdout + stderr).toContain(REFUSED);
  expect(alpha.world.snapshot()).toEqual(before);
});

describe('for a consumer that is onboarded', () => {
  beforeEach(() => onboard('crm', 'standard'));

  test.each([
    ['update', 'consumer update alpha crm --operations readOnly'],
    ['apply', `consumer apply alpha ${declared}`],
  ])('%s does not write such a rule', async (_command, line) => {
    alpha.world.deploy(LAGGING);
    const before = alpha.world.snapshot();
    const { code, stdout, stderr } = await run(line);

    expect(code).not.toBe(0);
    expect(stdout + stderr).toContain(REFUSED);
    expect(alpha.world.snapshot()).toEqual(before);
  });

  test('rules that the gateway knows are written', async () => {
    alpha.world.deploy(LAGGING);
    expect(await run('consumer update alpha crm --source-ips 192.0.2.7')).toMatchObject({ code: 0 });
  });

  test('suspending it works although the gateway does not know one of its rules', async () => {
    await run('consumer update alpha crm --operations readOnly');
    alpha.world.deploy(LAGGING);

    expect(await run('consumer suspend alpha crm')).toMatchObject({ code: 0 });
    expect(alpha.world.document('crm')).toMatchObject({ status: 'suspended', rules: { operations: 'readOnly' } });
  });

  test('move does not take such a rule to another gateway', async () => {
    await run('consumer update alpha crm --operations readOnly');
    const plans = { usagePlans: { standard: 'plan-beta-standard' }, restApiId: 'betaapi01' };
    alpha.world.deploy({ ...LAGGING, ...plans, resellerId: 'beta', serves: ['beta'] });
    const { code, stderr } = await run('consumer move crm --from alpha --to beta');

    expect(code).toBe(4);
    expect(stderr).toContain(REFUSED.replace('of alpha', 'of beta'));
    expect([...alpha.world.aws.secrets.secrets.keys()]).toEqual(['aps-gateway/lab/alpha/crm']);
  });

  test('move leaves its debugging behind', async () => {
    await run('consumer update alpha crm --debug-until 1h');
    const plans = { usagePlans: { standard: 'plan-beta-standard' }, restApiId: 'betaapi01' };
    alpha.world.deploy({ ...LAGGING, ...plans, resellerId: 'beta', serves: ['beta'] });

    expect(await run('consumer move crm --from alpha --to beta')).toMatchObject({ code: 0 });
    expect(alpha.world.document('crm', 'beta')).not.toHaveProperty('debugUntil');
  });
});
