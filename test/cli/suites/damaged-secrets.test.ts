import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { Cli } from '../support/cli';
import { leafCommands } from '../support/command-tree';
import { World } from '../support/world';

const cli = new Cli();
const folder = mkdtempSync(join(tmpdir(), 'aps-gateway-damaged-'));
let world: World;
beforeAll(async () => {
  world = await new World().start();
  writeFileSync(join(folder, 'records.csv'), 'consumerKey,tier\ncrm-one,standard\ncrm-two,standard\n');
});
afterAll(async () => {
  await world.stop();
  cli.remove();
  rmSync(folder, { recursive: true });
});

const SECRET = 'Zq9sUperSecretValue77';
/** Parts that are long enough to be of use to a thief. */
const PARTS = [SECRET.slice(0, 10), SECRET.slice(6, 16), SECRET.slice(-10)];

/** Forms in which people keep secrets, before they are damaged. */
const FORMS = [
  SECRET,
  `${SECRET}\n`,
  `crm-one: ${SECRET}\ncrm-two: "BBBB"\n`,
  `crm-one: "${SECRET}"\ncrm-two: 'BBBB'\n`,
  `{"crm-one": "${SECRET}", "crm-two": "BBBB"}\n`,
  `consumerKey,secret\ncrm-one,${SECRET}\ncrm-two,BBBB\n`,
  `consumerKey;secret\r\ncrm-one;"${SECRET}"\r\ncrm-two;BBBB\r\n`,
  `secret,consumerKey\ncrm-one,${SECRET}\n`,
  `${SECRET}: crm-one\n`,
  `consumers:\n  - consumerKey: crm-one\n    secret: ${SECRET}\n`,
];

const MARKS = [
  '*',
  '&',
  '!',
  '%',
  '@',
  '`',
  '|',
  '>',
  '?',
  '-',
  '#',
  ':',
  ': ',
  ' #',
  ',',
  ';',
  '"',
  "'",
  '{',
  '[',
  '<<',
];
const insertion = fc.constantFrom(
  ...MARKS,
  '\t',
  '\n',
  '\r',
  ' ',
  '\\',
  '\0',
  '\uFEFF',
  '\uFFFD',
  '---\n',
  '*a',
  '&a ',
  '!!int ',
);

/** Bytes of a file with a secret that people, editors and spreadsheets damaged. */
const damaged: fc.Arbitrary<Buffer> = fc
  .record({
    form: fc.constantFrom(...FORMS),
    before: fc.option(insertion),
    inserted: fc.array(fc.tuple(fc.nat({ max: 120 }), insertion), { maxLength: 3 }),
    encoding: fc.constantFrom<BufferEncoding>('utf8', 'utf8', 'utf8', 'latin1', 'utf16le'),
    umlaut: fc.boolean(),
    cut: fc.option(fc.nat({ max: 20 })),
  })
  .map(({ form, before, inserted, encoding, umlaut, cut }) => {
    let text = before === null ? form : form.replace(SECRET, before + SECRET);
    for (const [at, mark] of inserted) {
      // The secret itself stays in one piece, so that it is recognized in the output.
      const [start, end] = [text.indexOf(SECRET), text.indexOf(SECRET) + SECRET.length];
      const place = at > start && at < end ? end : at;
      text = text.slice(0, place) + mark + text.slice(place);
    }
    const bytes = Buffer.from(umlaut ? `${text}\u00fc` : text, encoding);
    return cut === null ? bytes : bytes.subarray(0, bytes.length - cut);
  });

/** Without spaces, as the words of a line here. */
const AUTHORIZATION =
  'OAuth\toauth_consumer_key="crm-one",oauth_signature_method="HMAC-SHA1",oauth_signature="x",oauth_timestamp="1",oauth_nonce="n"';

/** Command lines of every command that reads a secret from a file or from standard input. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  'consumer onboard': [
    'alpha --key crm-one --tier standard --dry-run --secret-file FILE',
    'alpha --key crm-one --tier standard --dry-run --secret-stdin',
  ],
  'consumer rotate': ['alpha crm-old --dry-run --secret-file FILE', 'alpha crm-old --dry-run --secret-stdin'],
  'consumer import': [
    'alpha RECORDS --dry-run --secrets FILE.yaml',
    'alpha RECORDS --dry-run --secrets FILE.csv',
    'alpha RECORDS --dry-run --secrets -',
    // Files that were mixed up.
    'alpha FILE.yaml --dry-run',
    'alpha FILE.csv --dry-run',
  ],
  'consumer apply': [
    'alpha RECORDS --dry-run --secrets FILE.yaml',
    'alpha RECORDS --dry-run --secrets FILE.csv',
    'alpha RECORDS --dry-run --secrets -',
    // Files that were mixed up.
    'alpha FILE.yaml --dry-run',
    'alpha FILE.csv --dry-run',
  ],
  call: [
    '--consumer-key crm-one --secret-file FILE URL/aps/2/resources',
    '--consumer-key crm-one --secret-stdin URL/aps/2/resources',
  ],
  sign: [
    '--consumer-key crm-one --secret-file FILE --show-base-string https://gateway.example/aps/2/resources',
    '--consumer-key crm-one --secret-stdin --curl https://gateway.example/aps/2/resources',
  ],
  diagnose: [
    `--url https://gateway.example/aps/2/resources --authorization ${AUTHORIZATION} --secret-file FILE`,
    `--url https://gateway.example/aps/2/resources --authorization ${AUTHORIZATION} --secret-stdin`,
  ],
  verify: [
    'alpha --consumer-key crm-old --connect https://127.0.0.1:1 --only list --secret-file FILE',
    'alpha --consumer-key crm-old --connect https://127.0.0.1:1 --only list --secret-stdin',
  ],
};

test('every command that reads secrets has lines in which their files are damaged', () => {
  const reading = leafCommands().filter(({ command }) =>
    command.options.some(({ long, hidden }) => /^--secrets?(-file|-stdin)?$/.test(long ?? '') && !hidden),
  );

  expect(Object.keys(LINES).toSorted()).toEqual(reading.map(({ path }) => path).toSorted());
});

test.each(Object.entries(LINES).flatMap(([command, lines]) => lines.map((line) => [command, line] as const)))(
  '"%s %s" prints nothing of a secret, whatever its file holds',
  async (command, line) => {
    await world.stop();
    world = await new World().start();
    const onboard = 'consumer onboard alpha --key crm-old --tier standard --secret-stdin'.split(' ');
    await cli.run(world.url, onboard, { stdin: 'SecretOfOld' });
    await fc.assert(
      fc.asyncProperty(damaged, fc.boolean(), async (bytes, json) => {
        for (const name of ['file', 'file.yaml', 'file.csv']) writeFileSync(join(folder, name), bytes);
        const words = line
          .replace('FILE', join(folder, 'file'))
          .replace('RECORDS', join(folder, 'records.csv'))
          .replace('URL', world.url)
          .split(' ');
        const { stdout, stderr } = await cli.run(
          world.url,
          [...command.split(' '), ...words, ...(json ? ['--json'] : [])],
          { stdin: bytes },
        );

        for (const part of PARTS) expect(stdout + stderr).not.toContain(part);
        expect(stdout + stderr).not.toMatch(/\w*Error: /);
      }),
      { numRuns: 25 },
    );
  },
);
