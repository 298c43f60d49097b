import { array, assert, asyncProperty, constantFrom, integer, oneof, record } from 'fast-check';
import { addDays, periodStart, type QuotaPeriod } from '../../../lib/periods';
import { Cli } from '../support/cli';
import { ALPHA, World } from '../support/world';

const cli = new Cli();
afterAll(() => cli.remove());

/** Far above all calls of a sequence. */
const LIMIT = 100_000;
const QUOTAS: Readonly<Record<string, QuotaPeriod | undefined>> = {
  monthly: { period: 'MONTH', offset: 14 },
  weekly: { period: 'WEEK', offset: 3 },
  unlimited: undefined,
};
const TIERS = Object.keys(QUOTAS);
const FIRST_DAY = '2024-02-10';

const ACTION = oneof(
  record({ calls: integer({ min: 1, max: 500 }) }),
  record({ days: integer({ min: 1, max: 20 }) }),
  record({ tier: constantFrom(...TIERS), carry: constantFrom(true, false) }),
);

/** Events of a consumer, in order; a carry is an event without calls. */
interface Event {
  readonly day: string;
  readonly tier: string;
  readonly calls: number;
}

/** A count of events on paper. */
class Ledger {
  readonly events: Event[] = [];

  callsOn(day: string): number {
    return callsOf(this.events.filter((event) => event.day === day));
  }

  /** Remaining quota of a tier: all calls of the period up to the last carry to it count, and then those on it. */
  remaining(tier: string, today: string): number | undefined {
    const quota = QUOTAS[tier];
    if (!quota) return undefined;
    const start = periodStart(quota, today);
    const inPeriod = this.events.filter(({ day }) => day >= start);
    const carried = inPeriod.findLastIndex((event) => event.tier === tier && event.calls === 0);
    const counted = inPeriod.filter((event, index) => index < carried || event.tier === tier);
    return LIMIT - callsOf(counted);
  }
}

function callsOf(events: readonly Event[]): number {
  return events.reduce((sum, { calls }) => sum + calls, 0);
}

test('after any calls, changes of tier and ends of periods, usage is a simple count of the calls', async () => {
  await assert(
    asyncProperty(array(ACTION, { minLength: 3, maxLength: 9 }), async (actions) => {
      let day = FIRST_DAY;
      let tier = 'monthly';
      const now = () => new Date(`${day}T12:00:00Z`);
      const ledger = new Ledger();
      const world = await new World().start({ now });
      world.deploy({ ...ALPHA, usagePlans: Object.fromEntries(TIERS.map((name) => [name, `plan-${name}`])) });
      for (const [name, period] of Object.entries(QUOTAS)) {
        const plan = world.state.usagePlans.get(`plan-${name}`)!;
        world.state.usagePlans.set(plan.id, { ...plan, ...(period && { quota: { limit: LIMIT, ...period } }) });
      }
      const run = async (line: string) => {
        const result = await cli.run(world.url, line.split(' '), { now, stdin: 'TheSecret' });
        expect({ line, code: result.code, stderr: result.stderr }).toEqual({ line, code: 0, stderr: '' });
        return result.stdout;
      };
      await run('consumer onboard alpha --key crm --tier monthly --secret-stdin');

      for (const action of actions) {
        if ('calls' in action) {
          world.call('crm', day, action.calls);
          ledger.events.push({ day, tier, calls: action.calls });
        } else if ('days' in action) {
          day = addDays(day, action.days);
        } else {
          tier = action.tier;
          await run(`consumer update alpha crm --tier ${tier}${action.carry ? ' --carry-usage' : ''}`);
          if (action.carry && QUOTAS[tier]) ledger.events.push({ day, tier, calls: 0 });
        }
      }

      const report = JSON.parse(await run(`usage alpha crm --from ${FIRST_DAY} --to ${day} --json`)) as {
        readonly consumers: readonly {
          readonly calls: number;
          readonly tier: string;
          readonly days: readonly { readonly day: string; readonly calls: number; readonly remaining?: number }[];
        }[];
      };
      const [usage] = report.consumers;
      expect(usage).toMatchObject({ tier, calls: callsOf(ledger.events) });
      expect(usage?.days.map((one) => [one.day, one.calls])).toEqual(
        usage?.days.map((one) => [one.day, ledger.callsOn(one.day)]),
      );
      expect(usage?.days.at(-1)?.remaining).toBe(ledger.remaining(tier, day));
      await world.stop();
    }),
    { numRuns: 25 },
  );
});
