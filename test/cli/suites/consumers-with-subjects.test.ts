import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentMembers } from '../../../lambda/authorizer/contract';
import { AlphaAccount } from '../support/alpha-account';
import { ALPHA, World } from '../support/world';

const BOTH = { ...ALPHA, authentication: ['oauth1', 'bearer'] as const, documentMembers: documentMembers(true) };
const alpha = new AlphaAccount();
const { cli, files, json, onboard, run, words } = alpha;
const file = join(files, 'declared.yaml');
const secrets = join(files, 'secrets.yaml');
const APPLY = `consumer apply alpha ${file}`;

function declare(...records: readonly string[]): void {
  writeFileSync(file, `consumers:\n${records.map((record) => `  - ${record}\n`).join('')}`);
}

async function onboardSubject(subject = 'crm|prod'): Promise<void> {
  expect(await words(['consumer', 'onboard', 'alpha', '--subject', subject, '--tier', 'standard'])).toMatchObject({
    code: 0,
  });
}

beforeEach(() => alpha.world.deploy(BOTH));

test.each(['csv', 'yaml'])(
  'a subject that is exported as %s is imported elsewhere, without a secret',
  async (format) => {
    await onboardSubject(`=1+1|'"\u00e9`);
    const exported = join(files, `subjects.${format}`);
    await run(`consumer export alpha --format ${format} -o ${exported}`);

    const elsewhere = await new World().start();
    elsewhere.deploy(BOTH);
    const result = await cli.run(elsewhere.url, ['consumer', 'import', 'alpha', exported]);
    const key = '=3D1+1=7C=27=22=C3=A9';
    const document = elsewhere.document(key);
    await elsewhere.stop();

    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(document).toMatchObject({ consumerKey: key, subject: `=1+1|'"\u00e9`, secrets: [] });
  },
);

test('a consumer with a subject is refused a new secret before the secret is asked for', async () => {
  await onboardSubject();
  const { code, stderr } = await words(['consumer', 'rotate', 'alpha', 'crm=7Cprod']);

  expect(code).toBe(4);
  expect(stderr).toMatch(/^error: Consumer crm=7Cprod has no consumer secret: it sends tokens/);
});

test('what is exported changes nothing when it is applied', async () => {
  await onboardSubject();
  await onboard('crm-signs', 'standard');
  await run(`consumer export alpha -o ${file} --overwrite`);

  expect(await json(APPLY)).toMatchObject({ counts: { unchanged: 2 }, undeclared: [] });
  expect(readFileSync(file, 'utf8').match(/subject: .*/g)).toEqual(['subject: crm|prod']);
});

test('a record needs only the subject, and its consumer is then changed like others', async () => {
  declare('{ subject: "crm|prod", tier: standard }');
  expect(await json(APPLY)).toMatchObject({ results: [{ consumerKey: 'crm=7Cprod', outcome: 'onboarded' }] });

  declare('{ subject: "crm|prod", tier: premium, sourceIps: 192.0.2.7 }');
  expect(await json(`${APPLY} --at-once`)).toMatchObject({ results: [{ outcome: 'updated' }] });
  expect(alpha.world.document('crm=7Cprod')).toMatchObject({
    subject: 'crm|prod',
    tier: 'premium',
    rules: { sourceIps: ['192.0.2.7'] },
  });
});

test('a record that leaves the subject out keeps it', async () => {
  await onboardSubject();
  declare('{ consumerKey: crm=7Cprod, tier: standard, note: kept }');

  expect(await json(APPLY)).toMatchObject({ results: [{ outcome: 'updated' }] });
  expect(alpha.world.document('crm=7Cprod')).toMatchObject({ subject: 'crm|prod', about: { note: 'kept' } });
});

test.each(['apply', 'import'])('%s refuses a subject for a consumer that signs', async (command) => {
  await onboard('crm-signs', 'standard');
  declare('{ subject: crm-signs, tier: standard }');

  const { code, stdout } = await run(`consumer ${command} alpha ${file}`);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^refused +crm-signs: it is onboarded with a consumer secret and not with a subject; /m);
  expect(alpha.world.document('crm-signs')).not.toHaveProperty('subject');
});

test.each(['apply', 'import'])('%s refuses a secret for a subject, new or not', async (command) => {
  await onboardSubject('held');
  declare('{ subject: held, tier: standard }', '{ subject: new, tier: standard }');
  writeFileSync(secrets, 'held: "SecretOfheld"\nnew: "SecretOfnew"\n');

  const { stdout } = await run(`consumer ${command} alpha ${file} --secrets ${secrets}`);
  expect(stdout).toMatch(/^refused +held: it has a subject, so it has no consumer secret; remove the secret/m);
  expect(stdout).toMatch(/^refused +new: it has a subject, so it has no consumer secret; remove the secret/m);
});

test('a gateway for signatures takes no record with a subject', async () => {
  alpha.world.deploy(ALPHA);
  declare('{ subject: "crm|prod", tier: standard }');

  expect((await run(APPLY)).stdout).toMatch(/^refused +crm=7Cprod: .*accepts only oauth1/m);
});

test.each([
  ['another key', '{ consumerKey: crm-prod, subject: "crm|prod" }', 'consumerKey: got "crm-prod", expected crm=7Cprod'],
  [
    'an end of its secret',
    '{ subject: crm, secretExpires: 2999-01-02 }',
    'secretExpires: a consumer with a subject has',
  ],
  ['a length that no key has', `{ subject: "${'|'.repeat(43)}" }`, 'subject: got '],
])('a subject with %s is refused with its place', async (_, record, message) => {
  declare(record.replace(' }', ', tier: standard }'));

  const { code, stderr } = await run(APPLY);
  expect(code).toBe(2);
  expect(stderr).toContain(`error: record 1 (line 2): ${message}`);
});
