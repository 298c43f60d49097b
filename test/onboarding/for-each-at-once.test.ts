import { OnboardingError } from '../../lib/onboarding/errors';
import { forEachAtOnce } from '../../lib/onboarding/for-each-at-once';

const items = (count: number) => Array.from({ length: count }, (_, index) => ({ consumerKey: `c${index + 1}` }));

test('results come in the order of the items, whatever finishes first', async () => {
  const change = async ({ consumerKey }: { readonly consumerKey: string }) => {
    if (consumerKey === 'c1') await new Promise((resolve) => setImmediate(resolve));
    return { outcome: 'moved' as const };
  };
  const called: string[] = [];
  const results = await forEachAtOnce(items(3), change, ({ consumerKey }) => called.push(consumerKey));

  expect(results.map(({ consumerKey }) => consumerKey)).toEqual(['c1', 'c2', 'c3']);
  expect(called).toEqual(['c2', 'c3', 'c1']);
});

test('a refused item does not stop the others', async () => {
  const change = async ({ consumerKey }: { readonly consumerKey: string }) => {
    if (consumerKey === 'c2') throw new OnboardingError('conflict', 'it is taken');
    return { outcome: 'moved' as const };
  };

  expect(await forEachAtOnce(items(3), change, () => {})).toEqual([
    { consumerKey: 'c1', outcome: 'moved' },
    { consumerKey: 'c2', outcome: 'refused', reason: 'it is taken' },
    { consumerKey: 'c3', outcome: 'moved' },
  ]);
});

test('no more than eight are changed at once', async () => {
  let [running, most] = [0, 0];
  await forEachAtOnce(
    items(30),
    async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return { outcome: 'moved' as const };
    },
    () => {},
  );

  expect(most).toBe(8);
});

test('any other error is a fault of the program, and thrown', async () => {
  await expect(
    forEachAtOnce(
      items(1),
      () => Promise.reject(new TypeError('a bug')),
      () => {},
    ),
  ).rejects.toThrow('a bug');
});
