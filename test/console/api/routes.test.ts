import { consoleRoutes } from '../../../lib/console/api/routes';
import type { CommandLine } from '../../../lib/console/api/operations';
import { type ApiAnswer, findRoute } from '../../../lib/console/server/api';

const SESSION = {
  environment: 'lab',
  version: '1.2.3',
  readOnly: false,
  local: true,
  mails: true,
  commandOptions: '--environment=lab',
  pages: '/pages/secret-7',
};

/** Answers of a console whose commands all print this. */
async function answer(path: string, printed: readonly string[], notices: readonly string[] = []) {
  const ran: CommandLine[] = [];
  const routes = consoleRoutes(SESSION, (line) => {
    ran.push(line);
    return { lines: linesOf(printed), ended: Promise.resolve({ exitCode: 0, notices }) };
  });
  const found = findRoute(routes, 'GET', path);
  const got: ApiAnswer | undefined = await found?.route.answer({
    params: found.params,
    query: new URLSearchParams(),
    body: undefined,
    gone: new AbortController().signal,
  });
  return { got, ran };
}

async function* linesOf(printed: readonly string[]) {
  yield* printed;
}

test('the answer is what the command printed, with its notices', async () => {
  const { got, ran } = await answer('/api/resellers/alpha/cutover', ['{', '"ready": true}'], ['warning: a']);

  expect(got).toEqual({ value: { result: { ready: true }, notices: ['warning: a'] } });
  expect(ran).toEqual([{ words: ['cutover', '--', 'alpha'] }]);
});

test("a command's failure is the answer's", async () => {
  await expect(
    answer('/api/resellers', ['{"error":{"code":"notFound","message":"No such one."}}']),
  ).rejects.toMatchObject({
    code: 'notFound',
    message: 'No such one.',
  });
});

test('a command that prints nothing fails with its last notice', async () => {
  await expect(answer('/api/resellers', [], ['error: no Region'])).rejects.toThrow('error: no Region');
});

test('the session is known without a command', async () => {
  expect((await answer('/api/session', [])).got).toEqual({ value: SESSION });
});

test('every refusal is listed with its remedy', async () => {
  const { got } = await answer('/api/refusals', []);

  expect(got).toMatchObject({
    value: expect.arrayContaining([expect.objectContaining({ code: 'nonce_used', status: 401 })]),
  });
});
