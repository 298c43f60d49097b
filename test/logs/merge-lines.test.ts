import { mergeLines } from '../../lib/logs/merge-lines';
import type { LogLine } from '../../lib/onboarding/ports';

async function* log(name: string, ...pages: readonly (readonly number[])[]): AsyncIterable<readonly LogLine[]> {
  for (const page of pages) yield page.map((timeMs) => ({ logGroup: name, timeMs, text: '' }));
}

async function merged(...logs: Parameters<typeof mergeLines>[0]): Promise<string[]> {
  const found: string[] = [];
  for await (const { logGroup, timeMs } of mergeLines(logs)) found.push(`${logGroup}${timeMs}`);
  return found;
}

test('logs are merged in the order of their times, page by page', async () => {
  expect(await merged(log('a', [1, 4], [6]), log('b', [2, 3], [5, 7]))).toEqual([
    'a1',
    'b2',
    'b3',
    'a4',
    'b5',
    'a6',
    'b7',
  ]);
});

test('empty pages are skipped, and empty logs end at once', async () => {
  expect(await merged(log('a', [], [2], []), log('b'), log('c', [1]))).toEqual(['c1', 'a2']);
});
