import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AlphaAccount } from '../support/alpha-account';

const alpha = new AlphaAccount();
const { files, words } = alpha;

const imported = (records: string, secrets: string) => {
  const [recordsFile, secretsFile] = [join(files, 'r.csv'), join(files, 's.csv')];
  writeFileSync(recordsFile, records);
  writeFileSync(secretsFile, secrets);
  return words(['consumer', 'import', 'alpha', recordsFile, '--secrets', secretsFile]);
};

test('an import with bad records names all of them and writes nothing', async () => {
  const result = await imported(
    'consumerKey,tier,sourceIps\na/b,standard,\nok,standard,\nip,standard,10.0.0.1/8\n',
    '',
  );

  expect(result.code).toBe(2);
  expect(result.stderr).toMatch(/record 1 \(line 2\): consumer key: got "a\/b"/);
  expect(result.stderr).toMatch(/record 3 \(line 4\): sourceIps: got "10.0.0.1\/8"/);
  expect(alpha.world.state.apiKeys.size).toBe(0);
});

test('an import reports every problem of a record at once, unknown tiers included', async () => {
  const { code, stderr } = await imported('consumerKey,tier,status,emails\na/b,gold,paused,nobody\nc,silver,,\n', '');

  expect(code).toBe(2);
  expect(stderr.split('\n')).toEqual([
    expect.stringMatching(/record 1 \(line 2\): consumer key: got "a\/b"/),
    'error: record 1 (line 2): tier: got "gold", expected one of: standard, premium',
    'error: record 1 (line 2): status: got "paused", expected one of: active, suspended',
    expect.stringMatching(/record 1 \(line 2\): emails: got "nobody"/),
    'error: record 2 (line 3): tier: got "silver", expected one of: standard, premium',
    '',
  ]);
});

test.each([
  ['r.csv', 'consumerKey,tier\na,standard\nb\n', /r\.csv, line 3: got 1 field, expected 2/],
  ['r.csv', 'consumerKey,tier\na,standard\nb,"pre\n', /r\.csv, line 3: a quote is not closed/],
  [
    'r.yaml',
    'consumers:\n  - consumerKey: a\n    tier: standard\n    tier: x\n',
    /r\.yaml, line 4: duplicate key, first in line 3/,
  ],
  [
    'r.yaml',
    'consumers:\n  - consumerKey: a\n    tier: a: b\n',
    /r\.yaml, line 3: a second colon in one line; expected one key in a line/,
  ],
  ['r.yaml', 'consumers:\n  - consumerKey: a\n    tier: gold\n', /record 1 \(line 2\): tier: got "gold"/],
  ['r.yaml', 'consumers:\n  - some\n', /record 1 \(line 2\): got text, expected a map with: consumerKey/],
])('in the file %s, %j is refused with its line', async (name, text, message) => {
  const file = join(files, name);
  writeFileSync(file, text);
  const { code, stderr } = await words(['consumer', 'import', 'alpha', file]);

  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});

test('a broken file of secrets is refused with its line, and none of it is repeated', async () => {
  const [records, secrets] = [join(files, 'ok.csv'), join(files, 's.yaml')];
  writeFileSync(records, 'consumerKey,tier\ncrm,standard\n');
  writeFileSync(secrets, 'erp: "x"\ncrm: @Hunter22\n');
  const { code, stderr } = await words(['consumer', 'import', 'alpha', records, '--secrets', secrets]);

  expect(code).toBe(2);
  expect(stderr).toMatch(
    /s\.yaml, line 2: a text begins with a character that has a meaning in YAML; expected the text in quotes\n$/,
  );
});

test('an import with an unknown column is refused, which is reported once, along with everything else', async () => {
  const result = await imported('consumerKey,tier,secret\na,gold,Hunter22\nb,standard,Hunter22\n', '');

  expect(result).toMatchObject({ code: 2 });
  expect(result.stderr.split('\n')).toEqual([
    'error: record 1 (line 2): tier: got "gold", expected one of: standard, premium',
    expect.stringMatching(
      /^error: unknown: secret \(first in record 1, line 2\); expected: consumerKey, reseller,.*\. Secrets belong in a file of their own$/,
    ),
    '',
  ]);
});

test('secrets without the line of column names are refused, and nothing of them is repeated', async () => {
  const { code, stderr } = await imported('consumerKey,tier\nnew,standard\n', 'new,Hunter22\n');

  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: .*s\.csv, line 1: expected a line of column names with: consumerKey, secret\n$/);
});

test.each([
  ['CSV', 'consumerKey,secret\nnew,Hunter22\n'],
  ['a YAML map', 'new: "Hunter22"\n'],
])('secrets on standard input may be %s', async (_form, stdin) => {
  const records = join(files, 'stdin.csv');
  writeFileSync(records, 'consumerKey,tier\nnew,standard\n');
  const { code, stdout } = await words(['consumer', 'import', 'alpha', records, '--secrets', '-', '--dry-run'], stdin);

  expect(code).toBe(0);
  expect(stdout).toMatch(/^1 would onboard$/m);
});

test('secrets on standard input in another form are refused with what is expected', async () => {
  const records = join(files, 'stdin.csv');
  writeFileSync(records, 'consumerKey,tier\nnew,standard\n');
  const { code, stderr } = await words(['consumer', 'import', 'alpha', records, '--secrets', '-'], 'new,Hunter22\n');

  expect(code).toBe(2);
  expect(stderr).toBe(
    'error: standard input: expected CSV with the columns consumerKey, secret, or a map of consumer key to consumer secret, the secrets in quotes\n',
  );
});

test('an import without a secret for a new consumer refuses that one', async () => {
  const result = await imported('consumerKey,tier\nnew,standard\n', 'consumerKey,secret\nother,Hunter22\n');

  expect(result.code).toBe(1);
  expect(result.stdout).toMatch(/refused +new: it is new and has no consumer secret; add one to the file of secrets/);
  expect(alpha.world.state.apiKeys.size).toBe(0);
});

test('an import of a new consumer without a file of secrets asks for one', async () => {
  const records = join(files, 'new.csv');
  writeFileSync(records, 'consumerKey,tier\nnew,standard\n');
  const { code, stdout } = await words(['consumer', 'import', 'alpha', records]);

  expect(code).toBe(1);
  expect(stdout).toMatch(/^refused +new: it is new and has no consumer secret; add one to the file of secrets$/m);
});
