import { writeFileSync } from 'node:fs';
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

test('an import tells what became of each record and goes on after a refusal', async () => {
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
        reason: expect.stringMatching(/another tier \(got "premium", stored "standard"\); use/) as string,
      },
      { consumerKey: 'new', outcome: 'onboarded' },
    ],
  });
});

test('an import refuses a present consumer whose secret in the file is another, and goes on', async () => {
  await onboard('same', 'standard');
  await onboard('differs', 'standard');
  writeFileSync(join(files, 'd.csv'), 'consumerKey,tier\nsame,standard\ndiffers,standard\n');
  writeFileSync(join(files, 'ds.csv'), 'consumerKey,secret\nsame,SecretOfsame\ndiffers,AnotherSecret\n');

  const { code, stdout } = await run(
    `consumer import alpha ${join(files, 'd.csv')} --secrets ${join(files, 'ds.csv')}`,
  );
  expect(code).toBe(1);
  expect(stdout).toMatch(/^refused +differs: it is onboarded with another secret; use "consumer rotate"$/m);
  expect(stdout).toMatch(/^unchanged +same$/m);
});

test('an import names the secrets that belong to no record', async () => {
  writeFileSync(join(files, 'n.csv'), 'consumerKey,tier\nnew,standard\n');
  writeFileSync(join(files, 'ns.csv'), 'consumerKey,secret\nnew,SecretOfnew\nnwe,SecretOfnew\n');

  const { stderr } = await run(`consumer import alpha ${join(files, 'n.csv')} --secrets ${join(files, 'ns.csv')}`);
  expect(stderr).toBe('notice: secrets of keys that are not among the records: nwe\n');
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
