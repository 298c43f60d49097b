import { actionRoute } from '../../../lib/console/api/action-route';
import type { CommandLine } from '../../../lib/console/api/operations';

const STEP = { action: 'disableApiKey', target: 'k1', detail: 'disable the API key' };
const LATER = { ...STEP, target: 'k2' };
const BODY = { reseller: 'alpha', consumerKey: 'crm', options: {} };

/** Suspends with this body while the plan is `LATER`; returns the answer and every command that ran. */
async function suspend(body: object) {
  const ran: CommandLine[] = [];
  const route = actionRoute((line) => {
    ran.push(line);
    return { lines: printed(), ended: Promise.resolve({ exitCode: 0, notices: [] }) };
  });
  const answer = route.answer({
    params: { action: 'suspend' },
    query: new URLSearchParams(),
    body,
    gone: new AbortController().signal,
  });
  return { answer: await answer.catch((error: unknown) => error), ran: ran.map(({ words }) => words) };
}

async function* printed() {
  yield JSON.stringify({ steps: [LATER] });
}

test('a dry run only asks for the plan', async () => {
  const { answer, ran } = await suspend({ ...BODY, dryRun: true });

  expect(answer).toEqual({ value: { result: { steps: [LATER] }, notices: [] } });
  expect(ran).toEqual([['consumer', 'suspend', '--dry-run', '--', 'alpha', 'crm']]);
});

test('the shown plan is carried out if it is still the plan', async () => {
  const { ran } = await suspend({ ...BODY, dryRun: false, shown: [LATER] });

  expect(ran.map((words) => words.includes('--dry-run'))).toEqual([true, false]);
});

test.each([
  ['another plan was shown', { shown: [STEP] }],
  ['a part of the plan was shown', { shown: [] }],
  ['no plan was shown', {}],
])('nothing is carried out if %s, and the answer has the plan as it is now', async (_what, shown) => {
  const { answer, ran } = await suspend({ ...BODY, dryRun: false, ...shown });

  expect(answer).toMatchObject({ code: 'conflict', steps: [LATER] });
  expect(ran.map((words) => words.includes('--dry-run'))).toEqual([true]);
});
