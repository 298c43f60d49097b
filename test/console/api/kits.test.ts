import type { CommandLine } from '../../../lib/console/api/operations';
import { commandKits } from '../../../lib/console/api/kits';

/** Makes kits by a command that prints this; the command lines that were run. */
function kitsOf(printed: object) {
  const ran: CommandLine[] = [];
  const makeKit = commandKits((line) => {
    ran.push(line);
    return { lines: linesOf(JSON.stringify(printed)), ended: Promise.resolve({ exitCode: 0, notices: [] }) };
  });
  return { makeKit, ran };
}

async function* linesOf(text: string) {
  yield text;
}

test('a kit has the files that the command prints, pictures as bytes', async () => {
  const files = [
    { name: 'index.html', text: '<p>' },
    { name: 'logo.png', base64: 'iVA=' },
  ];
  const { makeKit } = kitsOf({ files });

  expect([...(await makeKit({ reseller: 'alpha' }))]).toEqual([
    ['index.html', '<p>'],
    ['logo.png', Buffer.from([0x89, 0x50])],
  ]);
});

test.each([
  [{ reseller: 'alpha' }, ['kit', '--', 'alpha']],
  [{ reseller: 'beta', consumerKey: '--out=x' }, ['kit', '--', 'beta', '--out=x']],
])('the kit of %j is made by %j', async (target, words) => {
  const { makeKit, ran } = kitsOf({ files: [] });
  await makeKit(target);

  expect(ran).toEqual([{ words }]);
});

test("a command's failure is the kit's", async () => {
  const { makeKit } = kitsOf({ error: { code: 'conflict', message: 'Repair it.' } });

  await expect(makeKit({ reseller: 'alpha' })).rejects.toMatchObject({ code: 'conflict', message: 'Repair it.' });
});
