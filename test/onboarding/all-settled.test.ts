import { setTimeout as sleep } from 'node:timers/promises';
import { allSettled } from '../../lib/onboarding/all-settled';

test('the values come in order, with their types', async () => {
  const [one, two] = await allSettled([sleep(2).then(() => 1), Promise.resolve('two')]);

  expect(one + two.length).toBe(4);
});

test('a failure is thrown once everything else has ended', async () => {
  let ended = false;
  const work = async () => {
    await sleep(20);
    ended = true;
  };

  await expect(allSettled([Promise.reject(new Error('first')), work()])).rejects.toThrow('first');
  expect(ended).toBe(true);
});
