import { readSecrets } from '../../../lib/cli/files/secret-files';

const yaml = (text: string) => readSecrets({ name: 's.yaml', text }, 'yaml');
const csv = (text: string) => readSecrets({ name: 's.csv', text }, 'csv');
const SECRET = 'Zq9sUperSecretValue77';

test('consumer keys that look like numbers stay what is written', async () => {
  const keys = ['0012345', '12345678901234567890', '1e5', '0x1F', '123_456'];
  const secrets = await yaml(keys.map((key) => `${key}: "SecretOf${key}"\n`).join(''));

  expect([...secrets].map(([key, { secret }]) => [key, secret])).toEqual(keys.map((key) => [key, `SecretOf${key}`]));
});

test('a secret that looks like a number stays what is written', async () => {
  expect((await yaml('crm: 0012345678\n')).get('crm')).toEqual({ secret: '0012345678', line: 1 });
});

test('secrets may be JSON', async () => {
  expect((await yaml('{"crm":\n\t"SecretOfCrm"}')).get('crm')?.secret).toBe('SecretOfCrm');
});

test.each([
  ['a comment, or a part of the secret', `crm: ${SECRET} #7\n`],
  ['an anchor', `crm: &${SECRET} x\n`],
  ['a tag', `crm: !!str ${SECRET}\n`],
  ['a block', `crm: |\n  ${SECRET}\n`],
  ['a list', `crm: [${SECRET}]\n`],
  ['nothing', 'crm:\n'],
  ['null', 'crm: null\n'],
])('%s in the place of a secret is refused with its line', async (_what, text) => {
  await expect(yaml(`# Secrets\n${text}`)).rejects.toMatchObject({
    code: 'usage',
    message: 's.yaml, line 2: expected a consumer secret in quotes',
  });
});

test('an alias is not read as a secret', async () => {
  await expect(yaml(`erp: &a "x"\ncrm: *a\n`)).rejects.toMatchObject({ message: expect.stringContaining('line 2') });
});

test('a consumer key that occurs twice in CSV is refused with both places', async () => {
  await expect(csv('consumerKey,secret\ncrm-dup,FIRST\nother,OTHER\ncrm-dup,SECOND\n')).rejects.toMatchObject({
    code: 'usage',
    message: 's.csv, line 4: the consumer key of line 2 is repeated here; expected each once',
  });
});

test('a consumer key that occurs twice in YAML is refused with both places', async () => {
  await expect(yaml('1: "FIRST"\n"1": "SECOND"\n')).rejects.toMatchObject({
    message: 's.yaml, line 2: duplicate key, first in line 1; expected each key once',
  });
});

test('a row without a consumer key is refused with its line', async () => {
  await expect(csv(`consumerKey,secret\n,${SECRET}\n`)).rejects.toMatchObject({
    message: 's.csv, line 2: the consumer key is missing',
  });
});

test('every secret that cannot be one is named by its line', async () => {
  await expect(csv('consumerKey;secret\na;two words\nb;fine\nc;\n')).rejects.toMatchObject({
    message: [
      's.csv, line 2: The consumer secret contains a space or a character that is not printable ASCII; nothing was written or sent.',
      's.csv, line 4: The consumer secret is empty; nothing was written or sent.',
    ].join('\n'),
  });
});

test.each([
  ['CSV', 'consumerKey,secret\ncrm,SecretOfCrm\n'],
  ['CSV with a line that names the separator', 'sep=;\nconsumerKey;secret\ncrm;SecretOfCrm\n'],
  ['a YAML map', 'crm: "SecretOfCrm"\n'],
])('without a file name, %s is recognized', async (_what, text) => {
  expect((await readSecrets({ name: 'standard input', text })).get('crm')?.secret).toBe('SecretOfCrm');
});
