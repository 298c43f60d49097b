import type { Knowledge } from '../../../lambda/authorizer/consumers/consumer';
import { DOWN, KNOWN, Probes, UNKNOWN, world } from '../support/credentials-world';

/** A cache whose probe is given up while its look-up is under way, and then frozen with it for ten minutes. */
async function frozenProbe() {
  const lookUps: { end: (knowledge: Knowledge) => void; fail: (error: Error) => void }[] = [];
  const made = world({
    lookUp: () => new Promise((end, fail) => void lookUps.push({ end, fail })),
  });
  const first = made.cache.right('a');
  lookUps[0]!.fail(DOWN);
  await expect(first).rejects.toBe(DOWN);
  made.state.now += 1_000;
  await expect(made.cache.right('a')).rejects.toMatchObject({ fault: 'credentials_unavailable' });
  made.state.now += 600_000;
  return { ...made, lookUps, frozen: lookUps[1]! };
}

const settled = () => new Promise((passed) => void setImmediate(passed));

describe('a look-up that was frozen with the function instance', () => {
  test('does not decide a request that comes later', async () => {
    const { cache, lookUps, frozen } = await frozenProbe();
    const later = cache.right('a');
    frozen.end(KNOWN);
    lookUps[2]!.end(UNKNOWN);
    expect(await later).toMatchObject({ knowledge: UNKNOWN, signature: 'mismatch' });
  });

  test('does not replace what a later one found', async () => {
    const { cache, lookUps, frozen } = await frozenProbe();
    const later = cache.wrong('a');
    lookUps[2]!.end(UNKNOWN);
    await later;
    frozen.end(KNOWN);
    await settled();
    expect(await cache.right('a')).toMatchObject({ knowledge: UNKNOWN, provenance: 'cached' });
  });

  test('does not start an outage when it fails after the service has answered', async () => {
    const { cache, lookUps, frozen } = await frozenProbe();
    const later = cache.right('b');
    lookUps[2]!.end(KNOWN);
    await later;
    frozen.fail(DOWN);
    await settled();
    const other = cache.right('c');
    lookUps[3]!.end(KNOWN);
    expect((await other).provenance).toBe('looked_up');
  });

  test('does not make requests beyond the budget wait as long as it was frozen', async () => {
    const pauses: number[] = [];
    let thaw: () => void = () => {};
    const { cache, state } = world({
      pause: async (milliseconds) => void pauses.push(milliseconds),
      lookUp: (key) =>
        key === 'frozen' ? new Promise((end) => (thaw = () => end(UNKNOWN))) : Promise.resolve(UNKNOWN),
    });
    const frozen = cache.wrong('frozen');
    state.now += 600_000;
    await new Probes().send(cache, 1000);
    thaw();
    await frozen;
    await expect(cache.wrong('last')).rejects.toMatchObject({ fault: 'credentials_lookups_exhausted' });
    expect(pauses).toEqual([3_000]);
  });
});
