import { credentialsCache, type CredentialsCache } from '../../../lambda/authorizer/consumers/credentials-cache';
import { DOWN, KNOWN, RIGHT, UNKNOWN, WRONG } from '../support/credentials-world';
import { VirtualTime } from '../support/virtual-time';

/** Both attempts of a look-up that hangs, with the pause between them. */
const HANGING_MS = 1_800;
const ANSWER_MS = 20;
/** Everything of a request except its look-up. */
const HANDLING_MS = 5;
const UNSIGNED_PER_SECOND = 540;

/** Function instances as Lambda runs them: each handles one request at a time, and a new one starts if none is idle. */
class Fleet {
  readonly time = new VirtualTime();
  hanging = false;
  busy = 0;
  private readonly idle: CredentialsCache[] = [];

  private instance(): CredentialsCache {
    const { clock, pause } = this.time;
    return credentialsCache({
      clock,
      pause,
      cacheSeconds: 60,
      outageGraceSeconds: 900,
      lookUp: async (key) => {
        const { hanging } = this;
        await pause(hanging ? HANGING_MS : ANSWER_MS);
        if (hanging) throw DOWN;
        return key === 'crm-of-acme' ? KNOWN : UNKNOWN;
      },
    });
  }

  /** Sends a request to the instance that has been idle longest, which is the worst choice: it spreads the load. */
  async send(key: string): Promise<{ readonly outcome: string; readonly tookMs: number }> {
    const instance = this.idle.shift() ?? this.instance();
    const startedAt = this.time.clock();
    this.busy += 1;
    try {
      const found = await instance.find(key, key === 'crm-of-acme' ? RIGHT : WRONG).catch(() => undefined);
      await this.time.pause(HANDLING_MS);
      return { outcome: found?.provenance ?? 'unavailable', tookMs: this.time.clock() - startedAt };
    } finally {
      this.busy -= 1;
      this.idle.push(instance);
    }
  }

  /** Sends unsigned requests, each for another key, at a steady rate. */
  flood(fromMs: number, untilMs: number): void {
    const next = (count: number) => {
      const at = fromMs + (count * 1000) / UNSIGNED_PER_SECOND;
      if (at >= untilMs) return;
      this.time.at(at, () => {
        void this.send(`unknown-${fromMs}-${count}`);
        next(count + 1);
      });
    };
    next(0);
  }

  /** Returns how many instances were busy at most and on average, sampled every 10 ms. */
  async load(untilMs: number): Promise<{ readonly most: number; readonly average: number }> {
    const samples: number[] = [];
    while (this.time.clock() < untilMs) {
      await this.time.runUntil(this.time.clock() + 10);
      samples.push(this.busy);
    }
    return { most: Math.max(...samples), average: samples.reduce((sum, busy) => sum + busy, 0) / samples.length };
  }
}

describe('a flood of unknown keys while Secrets Manager hangs', () => {
  const fleet = new Fleet();
  /** One consumer's own requests, each second. */
  const served: Promise<{ readonly outcome: string; readonly tookMs: number }>[] = [];

  test('occupies as many instances as without a breaker until each has waited for one time-out', async () => {
    fleet.hanging = true;
    fleet.flood(0, 26_000);
    const { most } = await fleet.load(2_000);
    expect(most).toBeGreaterThan(0.95 * UNSIGNED_PER_SECOND * (HANGING_MS / 1000));
    expect(most).toBeLessThan(UNSIGNED_PER_SECOND * ((HANGING_MS + HANDLING_MS) / 1000) + 2);
  });

  test('then occupies a fifteenth of that on average, and a seventh at most', async () => {
    await fleet.load(8_000);
    const { most, average } = await fleet.load(20_000);
    expect(most).toBeLessThan(UNSIGNED_PER_SECOND * 0.26);
    expect(average).toBeLessThan(UNSIGNED_PER_SECOND * 0.12);
  });

  test('no longer keeps other keys from being looked up five seconds after the outage', async () => {
    fleet.hanging = false;
    await fleet.load(25_000);
    for (let sent = 0; sent < 50; sent += 1) served.push(fleet.send('crm-of-acme'));
    await fleet.load(26_000);
    const outcomes = await Promise.all(served);
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['looked_up']));
    expect(Math.max(...outcomes.map(({ tookMs }) => tookMs))).toBeLessThanOrEqual(ANSWER_MS + HANDLING_MS);
  });
});

test('a consumer that an instance holds keeps being served there, never waiting longer than for one time-out', async () => {
  const fleet = new Fleet();
  const { time } = fleet;
  const sent: ReturnType<Fleet['send']>[] = [];
  time.at(0, () => sent.push(fleet.send('crm-of-acme')));
  await time.runUntil(60_000);
  fleet.hanging = true;
  for (let second = 60; second < 120; second += 2) {
    time.at(second * 1000, () => sent.push(fleet.send('crm-of-acme')));
    if (second > 60) time.at(second * 1000 + 1_000, () => void fleet.send(`unknown-${second}`));
  }
  await time.runUntil(121_000);
  const [first, atTheOutage, ...others] = await Promise.all(sent);
  expect(first!.outcome).toBe('looked_up');
  expect(new Set([atTheOutage!, ...others].map(({ outcome }) => outcome))).toEqual(new Set(['stale']));
  expect(atTheOutage!.tookMs).toBe(HANGING_MS + HANDLING_MS);
  expect(Math.max(...others.map(({ tookMs }) => tookMs))).toBeLessThanOrEqual(250 + HANDLING_MS);
});
