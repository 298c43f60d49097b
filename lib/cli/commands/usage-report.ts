import type { GatewayDescriptor } from '../../descriptor';
import { OnboardingError } from '../../onboarding/errors';
import { listConsumers } from '../../onboarding/inventory/list-consumers';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import { consumerName } from '../../onboarding/names';
import { unknownConsumer } from '../../onboarding/plan/require-consumer';
import type { CredentialsStore } from '../../onboarding/ports';
import { callsPerDay, type ConsumerUsage, type Days, readUsage, usedPercent } from '../../onboarding/usage/usage';
import type { Context } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { Output, table } from '../output/output';
import { usageCsv } from '../output/usage-csv';
import { usageJson } from '../output/usage-json';
import { type DaysOptions, readDays } from './usage-days';

/** Options of every usage report. */
export interface UsageOptions extends DaysOptions {
  readonly format?: 'table' | 'csv' | 'json';
  readonly nearly?: string;
}

/** Reports the usage of one reseller: `usage RESELLER [K]`. */
export async function reportReseller(context: Context, options: UsageOptions, reseller: string, consumerKey?: string) {
  const days = readDays(options, context.io.now());
  const nearly = readPercent(options.nearly);
  const { metering, gateways, credentials } = await context.ports();
  const gateway = await requireGateway(gateways, context.environment, reseller);
  const others = await consumersOfOthers(credentials, gateway, reseller);
  if (consumerKey !== undefined) {
    const entry = others.has(consumerKey) ? undefined : await credentials.describe(consumerName(gateway, consumerKey));
    if (!entry) throw unknownConsumer(consumerKey, reseller);
  }
  const all = await readUsage(metering, gateway, days, consumerKey);
  const found = all.filter((one) => !others.has(one.consumerKey) && isNearly(one, nearly));
  const ended = nearly !== undefined && found.length > 0 ? EXIT_CODES.finding : EXIT_CODES.done;
  if (options.format === 'csv') {
    context.out.line(await usageCsv(found, 'all'));
    return ended;
  }
  const out = outputOf(context, options);
  const none = nearly === undefined ? 'were metered' : `used ${nearly} % of a quota`;
  const text = out.json
    ? ''
    : found.length === 0
      ? `No consumers ${none} from ${days.from} to ${days.to}.`
      : await describe(context, found, days, consumerKey !== undefined);
  out.result({ reseller, ...days, consumers: usageJson(found) }, () => text);
  return ended;
}

/** Tests whether a consumer used at least a share of its quota, in percent. Without a share, every consumer counts. */
export function isNearly(usage: ConsumerUsage, nearly: number | undefined): boolean {
  return nearly === undefined || (usedPercent(usage) ?? 0) >= nearly;
}

/** Output in the format of a report. */
export function outputOf({ io, out }: Context, { format }: UsageOptions): Output {
  return format === 'json' ? new Output(io, true) : out;
}

/**
 * Requires that --format and --json agree.
 *
 * @throws OnboardingError `usage`
 */
export function requireOneFormat({ out }: Context, { format }: UsageOptions): void {
  if (!out.json || (format ?? 'json') === 'json') return;
  throw new OnboardingError('usage', `Give one of --format ${format} and --json, not both.`);
}

/**
 * Reads the share of --nearly.
 *
 * @throws OnboardingError `usage`
 */
export function readPercent(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 100) return Number(text);
  throw new OnboardingError('usage', `--nearly: got ${JSON.stringify(text)}, expected a percentage from 1 to 100`);
}

/** Consumers of other resellers that the same gateway serves. */
async function consumersOfOthers(
  credentials: CredentialsStore,
  gateway: GatewayDescriptor,
  reseller: string,
): Promise<ReadonlySet<string>> {
  if (gateway.serves.length < 2) return new Set();
  const all = await listConsumers(credentials, gateway.environment, gateway);
  const others = all.filter(({ consumer }) => consumer && consumer.reseller !== reseller);
  return new Set(others.map(({ consumerKey }) => consumerKey));
}

/** A quota as reports show it. */
export function quotaText({ tier, quota }: Pick<ConsumerUsage, 'tier' | 'quota'>): string {
  if (tier === undefined) return 'not metered';
  return quota ? `${quota.limit}/${quota.period.toLowerCase()}` : 'unlimited';
}

/** The remaining quota as reports show it. */
export function remainingText({ quota }: ConsumerUsage, remaining: number | undefined): string {
  return quota ? String(remaining ?? 'unknown') : '';
}

/** The tier that a consumer is on, and others on which it called. */
export function tierText({ tier, tiers }: ConsumerUsage): string {
  const others = tiers.filter((one) => one.tier !== tier).map((one) => one.tier);
  return others.length === 0 ? (tier ?? 'none') : `${tier ?? 'none'} (also ${others.join(', ')})`;
}

async function describe({ out, io }: Context, found: readonly ConsumerUsage[], days: Days, perDay: boolean) {
  const rows = perDay
    ? found.flatMap((one) =>
        one.days.map((day) => [
          day.day,
          tierText(one),
          String(day.calls),
          quotaText(one),
          remainingText(one, day.remaining),
        ]),
      )
    : found.map((one) => [
        one.consumerKey,
        tierText(one),
        String(one.calls),
        quotaText(one),
        remainingText(one, one.days.at(-1)?.remaining),
      ]);
  const head = [perDay ? 'DAY' : 'CONSUMER', 'TIER', 'CALLS', 'QUOTA', 'REMAINING'];
  return [
    `Calls from ${days.from} to ${days.to} (UTC)`,
    await chart(callsPerDay(found, days), io.stdout.columns ?? 80),
    await table(head, rows, out.colors),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** A line chart of calls per day; nothing for fewer than two days or no calls. */
async function chart(calls: readonly number[], columns: number): Promise<string> {
  if (calls.length < 2 || calls.every((count) => count === 0)) return '';
  const { plot } = await import('asciichart');
  const stretch = Math.max(1, Math.min(4, Math.floor((columns - 14) / calls.length)));
  const points = calls.flatMap((count) => Array<number>(stretch).fill(count));
  // At most as many lines as calls, so that no two have the same label.
  const height = Math.min(6, Math.max(...calls));
  return plot(points, { height, format: (value: number) => String(Math.round(value)).padStart(10) });
}
