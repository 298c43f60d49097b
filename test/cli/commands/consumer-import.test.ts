import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AlphaAccount } from '../support/alpha-account';
import { World } from '../support/world';

const alpha = new AlphaAccount();
const { json, files, onboard, run } = alpha;

interface Listed {
  readonly consumers: readonly { readonly consumerKey: string; readonly status: string }[];
}

const list = async (filter: string) =>
  (await json<Listed>(`consumer list ${filter}`.trim())).consumers.map(({ consumerKey }) => consumerKey);

test('an import of one reseller skips the records of others and counts them', async () => {
  writeFileSync(
    join(files, 'all.csv'),
    'consumerKey,reseller,tier\na,alpha,standard\nb,beta,gold\nc,alpha-south,premium\nd,beta,gold\n',
  );
  writeFileSync(join(files, 'all-s.csv'), 'consumerKey,secret\na,SecretOfA\nc,SecretOfC\n');
  const input = `${join(files, 'all.csv')} --secrets ${join(files, 'all-s.csv')}`;

  const { stdout, stderr } = await run(`consumer import alpha ${input}`);
  expect(stdout).toMatch(/^1 onboarded, 3 skipped$/m);
  expect(stderr).toBe('notice: records of other resellers are skipped: beta (2), alpha-south (1)\n');
  await run(`consumer import alpha-south ${input}`);
  expect(await list('')).toEqual(['a', 'c']);
});

test('a record without a status leaves a suspended consumer as it is', async () => {
  await onboard('crm', 'standard');
  await run('consumer suspend alpha crm');
  writeFileSync(join(files, 'plain.csv'), 'consumerKey,tier\ncrm,standard\n');

  expect((await run(`consumer import alpha ${join(files, 'plain.csv')}`)).stdout).toMatch(/1 unchanged$/m);
});

test('an import reports the outcome of each record and goes on after a refusal', async () => {
  await onboard('same', 'standard');
  await onboard('differs', 'standard');
  writeFileSync(join(files, 'i.csv'), 'consumerKey,tier\nsame,standard\ndiffers,premium\nnew,standard\n');
  writeFileSync(join(files, 's.csv'), 'consumerKey,secret\nnew,SecretOfnew\n');

  const result = await run(`consumer import alpha ${join(files, 'i.csv')} --secrets ${join(files, 's.csv')} --json`);
  expect(result.code).toBe(1);
  expect(JSON.parse(result.stdout)).toMatchObject({
    counts: { onboarded: 1, unchanged: 1, refused: 1 },
    results: [
      { consumerKey: 'same', outcome: 'unchanged' },
      {
        consumerKey: 'differs',
        outcome: 'refused',
        reason: expect.stringMatching(/another tier \(got "premium", stored "standard"\); change it with/) as string,
      },
      { consumerKey: 'new', outcome: 'onboarded' },
    ],
  });
});

test('an import refuses an existing consumer whose secret in the file differs, and goes on', async () => {
  await onboard('same', 'standard');
  await onboard('differs', 'standard');
  writeFileSync(join(files, 'd.csv'), 'consumerKey,tier\nsame,standard\ndiffers,standard\n');
  writeFileSync(join(files, 'ds.csv'), 'consumerKey,secret\nsame,SecretOfsame\ndiffers,AnotherSecret\n');

  const { code, stdout } = await run(
    `consumer import alpha ${join(files, 'd.csv')} --secrets ${join(files, 'ds.csv')}`,
  );
  expect(code).toBe(1);
  expect(stdout).toMatch(/^refused +differs: it is onboarded with another secret; use "aps-gateway consumer rotate"$/m);
  expect(stdout).toMatch(/^unchanged +same$/m);
});

test('an import names the lines of secrets that belong to no record, not their contents', async () => {
  writeFileSync(join(files, 'n.csv'), 'consumerKey,tier\nnew,standard\n');
  writeFileSync(join(files, 'ns.csv'), 'consumerKey,secret\nnew,SecretOfnew\nnwe,SecretOfnew\n');

  const { stderr } = await run(`consumer import alpha ${join(files, 'n.csv')} --secrets ${join(files, 'ns.csv')}`);
  expect(stderr).toBe('notice: secrets of keys that are not among the records: line 3 of the secrets file\n');
});

test('an import is paced so that the control plane never throttles it', async () => {
  await alpha.world.stop();
  alpha.world = await new World().start({ controlPlaneRate: { ratePerSecond: 10, burst: 40 } });
  const keys = Array.from({ length: 30 }, (_, index) => `bulk-${index}`);
  writeFileSync(join(files, 'bulk.csv'), `consumerKey,tier\n${keys.map((key) => `${key},standard`).join('\n')}\n`);
  writeFileSync(join(files, 'bulk-s.csv'), `consumerKey,secret\n${keys.map((key) => `${key},S-${key}`).join('\n')}\n`);

  const result = await run(`consumer import alpha ${join(files, 'bulk.csv')} --secrets ${join(files, 'bulk-s.csv')}`);
  expect(result.stdout).toMatch(/30 onboarded$/m);
  expect(alpha.world.aws.calls.filter(({ operation }) => operation === 'CreateApiKey')).toHaveLength(30);
});

test('consumer keys that look like numbers are onboarded as they are written', async () => {
  writeFileSync(
    join(files, 'numbers.yaml'),
    'consumers:\n  - consumerKey: 0012345\n    tier: standard\n    note: 1e5\n',
  );
  writeFileSync(join(files, 'numbers-s.yaml'), '0012345: "NUMERICNUMERIC11"\n');

  const input = `${join(files, 'numbers.yaml')} --secrets ${join(files, 'numbers-s.yaml')}`;
  expect((await run(`consumer import alpha ${input}`)).stdout).toMatch(/1 onboarded$/m);
  expect(alpha.world.document('0012345')).toMatchObject({ secrets: [{ value: 'NUMERICNUMERIC11' }] });
  expect((await run('consumer show alpha 0012345')).stdout).toMatch(/1e5/);
});

test('a consumer key that occurs twice is refused with both places', async () => {
  writeFileSync(join(files, 'twice.csv'), 'consumerKey,tier\ncrm-dup,standard\nother,standard\ncrm-dup,premium\n');

  const { code, stderr } = await run(`consumer import alpha ${join(files, 'twice.csv')}`);
  expect(code).toBe(2);
  expect(stderr).toBe('error: record 3 (line 4): consumerKey: crm-dup comes twice, first in record 1 (line 2)\n');
});

test('records in Windows-1252 are refused by the name of the encoding, and nothing is stored', async () => {
  writeFileSync(
    join(files, 'latin.csv'),
    Buffer.from('consumerKey,tier,displayName\ncrm,standard,Büro Müller\n', 'latin1'),
  );

  const { code, stderr } = await run(`consumer import alpha ${join(files, 'latin.csv')}`);
  expect(code).toBe(2);
  expect(stderr).toMatch(/latin\.csv, line 2: this is not valid UTF-8, but probably Windows-1252/);
  expect(alpha.world.state.apiKeys.size).toBe(0);
});

test('the files of an import and of an export are found from the working directory', async () => {
  const workingDirectory = mkdtempSync(join(files, 'work-'));
  const at = (line: string) => alpha.cli.run(alpha.world.url, line.split(' '), { workingDirectory });
  writeFileSync(join(workingDirectory, 'r.csv'), 'consumerKey;tier\r\ncrm;standard\r\n;\r\n');
  writeFileSync(join(workingDirectory, 's.csv'), 'sep=;\r\nconsumerKey;secret\r\ncrm;SecretOfCrm\r\n');

  expect((await at('consumer import alpha r.csv --secrets s.csv')).stdout).toMatch(/1 onboarded$/m);
  expect((await at('consumer export alpha -o out.csv')).code).toBe(0);
  expect(readFileSync(join(workingDirectory, 'out.csv'), 'utf8')).toMatch(/^crm,alpha,standard,/m);
});
