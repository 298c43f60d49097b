import type { LogRow, LogSearch } from '../onboarding/ports';
import { DAY_MS } from '../periods';
import { recordOf } from './request-record';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** The search goes no further back: AWS bills every byte that it reads. */
export const LONGEST_STATS_MS = 35 * DAY_MS;

/** Requests are counted in bins of this length, so that there are at most 100 of them. */
const BINS: readonly { readonly upToMs: number; readonly bin: string; readonly minutes: number }[] = [
  { upToMs: 6 * HOUR_MS, bin: '5m', minutes: 5 },
  { upToMs: 2 * DAY_MS, bin: '30m', minutes: 30 },
  { upToMs: 8 * DAY_MS, bin: '2h', minutes: 120 },
  { upToMs: LONGEST_STATS_MS, bin: '12h', minutes: 720 },
];

/** Parts of a request's time, each a field of the access log. */
const TIMES = { whole: 'latencyMs', authorizer: 'authorizerLatencyMs', uiNode: 'uiNodeLatencyMs' } as const;
type Part = keyof typeof TIMES;
const PARTS = Object.keys(TIMES) as readonly Part[];

/** Milliseconds within which a share of the requests were done. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Requests of a part of the time. */
interface RequestBin {
  readonly at: Date;
  /** Requests by reason. */
  readonly requests: Readonly<Record<string, number>>;
  /** Time of the allowed requests as a whole; absent without any. */
  readonly whole?: Percentiles;
}

/** Requests of a gateway in a time, from its access log. */
export interface RequestStats {
  /** The time that was searched: no further back than the log is kept. */
  readonly from: Date;
  readonly to: Date;
  readonly binMinutes: number;
  /** Bins with any requests, oldest first. */
  readonly bins: readonly RequestBin[];
  /** Requests by reason, `allowed` among them. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Times of the allowed requests; without any, there are none. */
  readonly times: Readonly<Partial<Record<Part, Percentiles>>>;
}

export interface StatsOptions {
  readonly from: Date;
  readonly to: Date;
  /** Only requests that are proved to be of this reseller; all of the gateway when absent. */
  readonly reseller?: string;
}

/**
 * Counts the requests of a gateway by reason over time, and measures how long the allowed ones took. It takes three
 * searches of CloudWatch Logs Insights.
 *
 * @param logGroup access log of the gateway
 * @throws OnboardingError `failed` when the log cannot be searched
 */
export async function readRequestStats(
  logs: LogSearch,
  logGroup: string,
  { from: asked, to, reseller }: StatsOptions,
): Promise<RequestStats> {
  const kept = await logs.keptSince(logGroup, to);
  const from = new Date(Math.max(asked.getTime(), kept?.getTime() ?? 0));
  const lengthMs = to.getTime() - from.getTime();
  const { bin = '12h', minutes = 720 } = BINS.find(({ upToMs }) => lengthMs <= upToMs) ?? {};
  const empty = { from, to, binMinutes: minutes, bins: [], reasons: {}, times: {} };
  if (!kept) return empty;
  const whose = reseller === undefined ? 'ispresent(requestId)' : `reseller = ${JSON.stringify(reseller)}`;
  const search = (query: string) => logs.query({ logGroup, query: `filter ${whose}${query}`, from, to });
  const allowed = ' and reason = "allowed" and refusal = "-" | stats';
  const [counted, courses, [measured]] = await Promise.all([
    search(` | stats count(*) as requests by bin(${bin}), reason, refusal, status`),
    search(`${allowed} ${measures(['whole']).join(', ')} by bin(${bin})`),
    search(`${allowed} ${measures(PARTS).join(', ')}`),
  ]);
  const wholes = new Map(courses.map((row) => [row[`bin(${bin})`], timesOf(row).whole]));
  return { ...empty, ...countsOf(counted, `bin(${bin})`, wholes), times: timesOf(measured ?? {}) };
}

function measures(parts: readonly Part[]): readonly string[] {
  return parts.flatMap((part) => [50, 95, 99].map((percent) => `pct(${TIMES[part]}, ${percent}) as ${part}${percent}`));
}

function timesOf(row: LogRow): RequestStats['times'] {
  const parts = PARTS.map((part) => {
    const [p50, p95, p99] = [50, 95, 99].map((percent) => Number.parseFloat(row[`${part}${percent}`] ?? ''));
    return [part, { p50, p95, p99 }] as const;
  });
  return Object.fromEntries(parts.filter(([, { p50 }]) => !Number.isNaN(p50)));
}

function countsOf(
  rows: readonly LogRow[],
  bin: string,
  wholes: ReadonlyMap<string | undefined, Percentiles | undefined>,
): Pick<RequestStats, 'bins' | 'reasons'> {
  const bins = new Map<string, Record<string, number>>();
  const reasons: Record<string, number> = {};
  for (const row of rows) {
    const reason = recordOf({ requestId: '', lines: { access: row } }).reason ?? 'unknown';
    const at = row[bin] ?? '';
    const requests = bins.get(at) ?? {};
    const more = Number(row.requests);
    bins.set(at, { ...requests, [reason]: (requests[reason] ?? 0) + more });
    reasons[reason] = (reasons[reason] ?? 0) + more;
  }
  return {
    bins: [...bins]
      .map(([at, requests]) => ({ at: new Date(`${at.replace(' ', 'T')}Z`), requests, ...wholeOf(wholes.get(at)) }))
      .toSorted((a, b) => a.at.getTime() - b.at.getTime()),
    reasons,
  };
}

function wholeOf(whole: Percentiles | undefined): Pick<RequestBin, 'whole'> {
  return whole ? { whole } : {};
}
