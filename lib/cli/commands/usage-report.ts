import type { GatewayDescriptor } from '../../descriptor';
import { OnboardingError } from '../../onboarding/errors';
import { listed, type ListedConsumer, listConsumers } from '../../onboarding/inventory/list-consumers';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import { consumerName } from '../../onboarding/names';
import { unknownConsumer } from '../../onboarding/plan/require-consumer';
import type { CredentialsStore } from '../../onboarding/ports';
import { callsPerDay, type Days, type MeterUsage, usedPercent } from '../../onboarding/usage/meter-usage';
import { scopeOf } from '../../onboarding/usage/scope';
import { type ConsumerUsage, isShared, readUsage, type SharedUsage } from '../../onboarding/usage/usage';
import type { Context } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { withLoggedCalls } from '../logged-calls';
import { Output, table } from '../output/output';
import { usageCsv } from '../output/usage-csv';
import { usageJson } from '../output/usage-json';
import { callsText, nameText, quotaText, remainingText, tierText } from '../output/usage-text';
import { type DaysOptions, readDays } from './usage-days';

/** Options of every usage report. */
export interface UsageOptions extends DaysOptions {
  readonly format?: 'table' | 'csv' | 'json';
  readonly nearly?: string;
  /** Count calls in the access logs. */
  readonly log?: boolean;
}

/** Reports the usage of one reseller: `usage RESELLER [K]`. */
export async function reportReseller(context: Context, options: UsageOptions, reseller: string, consumerKey?: string) {
  const days = readDays(options, context.io.now());
  const nearly = readPercent(options.nearly);
  const ports = await context.ports();
  const gateway = await requireGateway(ports.gateways, context.environment, reseller);
  const entries = await entriesFor(ports.credentials, gateway, reseller, consumerKey);
  noticeMoving(context, entries, reseller);
  const read = await readUsage(ports.metering, gateway, days, {
    consumerKey,
    ...scopeOf(entries),
    ...(consumerKey === undefined && { onUnattributed: noticeUnattributed(context, gateway.resellerId) }),
  });
  const isOther = ({ consumer }: ListedConsumer) => consumer !== undefined && consumer.reseller !== reseller;
  const others = new Set(entries.filter(isOther).map((one) => one.consumerKey));
  const own = read.filter((one) => (isShared(one) ? one.sharedBy.reseller === reseller : !others.has(one.consumerKey)));
  const { usage: all, range } =
    options.log === false ? { usage: own } : await withLoggedCalls(context, gateway, days, own);
  const found = all.filter((one) => isNearly(one, nearly));
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
      : await describe(context, found, days, consumerKey !== undefined && !found.some((one) => isShared(one)));
  out.result({ reseller, ...days, ...usageJson(found), ...(range && { log: range }) }, () => text);
  return ended;
}

/**
 * Consumers that a report needs: one, or all of the gateway, because they may belong to other resellers or share an API key.
 *
 * @throws OnboardingError `notFound` when the reseller has no such consumer
 */
async function entriesFor(
  credentials: CredentialsStore,
  gateway: GatewayDescriptor,
  reseller: string,
  consumerKey: string | undefined,
): Promise<readonly ListedConsumer[]> {
  if (consumerKey !== undefined) {
    const entry = await credentials.describe(consumerName(gateway, consumerKey));
    const found = entry && listed(gateway.resellerId, consumerKey, entry);
    if (!found || (found.consumer && found.consumer.reseller !== reseller))
      throw unknownConsumer(consumerKey, reseller);
    return [found];
  }
  return listConsumers(credentials, gateway.environment, gateway);
}

/** Names consumers whose move is not finished: they call at two gateways, of which this report reads one. */
function noticeMoving({ out }: Context, entries: readonly ListedConsumer[], reseller: string): void {
  const moving = entries.filter(({ consumer }) => consumer?.reseller === reseller && consumer.about.movedFrom);
  if (moving.length === 0) return;
  const from = [...new Set(moving.flatMap(({ consumer }) => consumer?.about.movedFrom ?? []))].join(', ');
  out.notice(
    `notice: calls at the gateway of ${from} are not in these figures: the move from there is not finished for ${moving.map((one) => one.consumerKey).join(', ')}; "usage report --all" has them`,
  );
}

/** Returns a function that warns of calls whose API keys are gone, which figures therefore lack. */
export function noticeUnattributed({ out }: Context, gateway: string): (calls: number) => void {
  return (calls) =>
    out.notice(
      `warning: ${calls} calls at the gateway of ${gateway} are not in these figures: their API keys are gone, and no record names them. They are of consumers that were offboarded and have been restored, moved or deleted since; their final usage reports have them`,
    );
}

/** Tests whether a meter used at least a share of its quota, in percent. Without a share, every one counts. */
export function isNearly(usage: MeterUsage, nearly: number | undefined): boolean {
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

async function describe(
  { out, io }: Context,
  found: readonly (ConsumerUsage | SharedUsage)[],
  days: Days,
  perDay: boolean,
) {
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
        nameText(one),
        tierText(one),
        callsText(one),
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
