import { commandRunner } from '../../lib/cli/run-in-process';
import type { OnboardingPorts } from '../../lib/onboarding/ports';

const gone = new AbortController().signal;
const run = commandRunner({
  version: '1.2.3',
  options: ['--environment=lab'],
  ports: () => Promise.reject<OnboardingPorts>(new Error('not wanted')),
  environmentVariables: {},
  workingDirectory: '/',
  now: () => new Date(0),
  randomHex: () => '',
});

async function resultOf(words: readonly string[]) {
  const { lines, ended } = run({ words }, gone);
  const text: string[] = [];
  for await (const line of lines) text.push(line);
  return { ...(await ended), result: JSON.parse(text.join('\n')) as unknown };
}

test('a command prints its JSON, and what it writes for people is kept apart', async () => {
  const { exitCode, result, notices } = await resultOf(['consumer', 'list', '--', 'No']);

  expect(exitCode).toBe(2);
  expect(result).toMatchObject({ error: { code: 'usage' } });
  expect(notices.join()).toMatch(/^error: reseller: got "No"/);
});

test('commands run at the same time', async () => {
  const results = await Promise.all([
    resultOf(['consumer', 'show', '--', 'a', 'b']),
    resultOf(['usage', 'report', '--', 'X']),
  ]);

  expect(results.map(({ exitCode }) => exitCode)).toEqual([1, 2]);
});
