import { readRequestStats } from '../../lib/logs/request-stats';
import type { LogSearch, LogSearchRequest } from '../../lib/onboarding/ports';

const TO = new Date('2026-03-05T12:00:00Z');
const hoursBefore = (hours: number) => new Date(TO.getTime() - hours * 3_600_000);

/** Reads the statistics of a log that is kept from `kept` on and gives these rows. */
async function read(
  { hours, reseller, kept = new Date(0) }: { hours: number; reseller?: string; kept?: Date | undefined },
  rows: Partial<Record<'counted' | 'courses' | 'measured', Record<string, string>[]>> = {},
) {
  const asked: LogSearchRequest[] = [];
  const logs: LogSearch = {
    keptSince: async () => kept,
    query: async (request) => {
      asked.push(request);
      const { query } = request;
      const kind = query.includes('count(*)') ? 'counted' : query.includes(' by bin(') ? 'courses' : 'measured';
      return rows[kind] ?? [];
    },
  };
  const options = { from: hoursBefore(hours), to: TO, ...(reseller !== undefined && { reseller }) };
  return { stats: await readRequestStats(logs, '/alpha/access', options), asked };
}

test.each([
  [1, '5m', 5],
  [24, '30m', 30],
  [72, '2h', 120],
  [24 * 35, '12h', 720],
])('%i hours are counted in bins of %s', async (hours, bin, minutes) => {
  const { stats, asked } = await read({ hours });

  expect(stats.binMinutes).toBe(minutes);
  expect(asked[0]?.query).toContain(`by bin(${bin}), `);
});

test('requests are counted by the reason that their callers got, in the order of time', async () => {
  const refused = { reason: 'allowed', refusal: 'THROTTLED', status: '429' };
  const allowed = { reason: 'allowed', refusal: '-', status: '200' };
  const at = (time: string) => ({ 'bin(5m)': `2026-03-05 ${time}:00.000` });
  const counted = [
    { ...at('11:05'), ...allowed, requests: '4' },
    { ...at('11:00'), ...allowed, status: '404', requests: '2' },
    { ...at('11:00'), ...allowed, requests: '1' },
    { ...at('11:00'), ...refused, requests: '3' },
  ];
  const { stats } = await read({ hours: 1 }, { counted });

  expect(stats.bins).toEqual([
    { at: new Date('2026-03-05T11:00:00Z'), requests: { allowed: 3, throttled: 3 } },
    { at: new Date('2026-03-05T11:05:00Z'), requests: { allowed: 4 } },
  ]);
  expect(stats.reasons).toEqual({ allowed: 7, throttled: 3 });
});

test('times are those of allowed requests; a part that none has is left out', async () => {
  const measured = [
    { whole50: '41', whole95: '90.5', whole99: '120', authorizer50: '3', authorizer95: '5', authorizer99: '9' },
  ];
  const { stats, asked } = await read({ hours: 1 }, { measured });

  expect(stats.times).toEqual({ whole: { p50: 41, p95: 90.5, p99: 120 }, authorizer: { p50: 3, p95: 5, p99: 9 } });
  expect(asked[2]?.query).toContain('reason = "allowed" and refusal = "-"');
});

test('the bins have the times of the allowed requests as a whole', async () => {
  const at = { 'bin(5m)': '2026-03-05 11:05:00.000' };
  const refused = { 'bin(5m)': '2026-03-05 11:10:00.000', reason: 'nonce_used', refusal: 'ACCESS_DENIED' };
  const counted = [
    { ...at, reason: 'allowed', refusal: '-', status: '200', requests: '4' },
    { ...refused, status: '401', requests: '6' },
  ];
  const courses = [{ ...at, whole50: '31', whole95: '80', whole99: '101' }];
  const { stats, asked } = await read({ hours: 1 }, { counted, courses });

  expect(stats.bins.map(({ whole }) => whole)).toEqual([{ p50: 31, p95: 80, p99: 101 }, undefined]);
  expect(asked[1]?.query).toContain('reason = "allowed" and refusal = "-"');
});

test('only the requests of a reseller below the gateway count, if one is named', async () => {
  const { asked } = await read({ hours: 1, reseller: 'alpha-north' });

  expect(asked.map(({ query }) => query.startsWith('filter reseller = "alpha-north"'))).toEqual([true, true, true]);
});

test('nothing is searched before the log was kept', async () => {
  const { stats, asked } = await read({ hours: 24, kept: hoursBefore(2) });

  expect([stats.from, asked[0]?.from]).toEqual([hoursBefore(2), hoursBefore(2)]);
});
