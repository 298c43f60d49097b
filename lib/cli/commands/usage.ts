import { type Command, Option } from 'commander';
import type { GatewayDescriptor } from '../../descriptor';
import { applyExtension, planExtension, remainingAfter } from '../../onboarding/usage/extension';
import { OnboardingError } from '../../onboarding/errors';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import { listConsumers, listed } from '../../onboarding/inventory/list-consumers';
import { consumerName } from '../../onboarding/names';
import { offboardedConsumer, requireReseller, unknownConsumer } from '../../onboarding/plan/require-consumer';
import type { CredentialsStore } from '../../onboarding/ports';
import { callsPerDay, type ConsumerUsage, type Days, readUsage, usedPercent } from '../../onboarding/usage/usage';
import { addDays, daysFrom, utcDay } from '../../periods';
import { consumerKeyArgument, optionalConsumerKeyArgument, resellerArgument } from '../options/arguments';
import { commonOptions, dryRunOption, examples } from '../options/common-options';
import type { Context } from '../context';
import { EXIT_CODES } from '../exit-codes';
import type { Handler } from '../handle';
import { Output, table } from '../output/output';
import { usageCsv } from '../output/usage-csv';
import { usageJson } from '../output/usage-json';

const DEFAULT_DAYS = 30;

interface UsageOptions {
  readonly from?: string;
  readonly to?: string;
  readonly format?: 'table' | 'csv' | 'json';
  readonly nearly?: string;
}

/** `usage RESELLER [K]` and `usage extend RESELLER K`. */
export function usage(parent: Command, handler: Handler): void {
  const group = parent.command('usage').description('show how much consumers called, and extend a quota once');
  examples(group, 'usage alpha', 'usage extend alpha crm-prod --by 5000');
  const report = group
    .command('report', { isDefault: true })
    .description('calls per consumer and day against the quota; "usage RESELLER" is short for it')
    .addArgument(resellerArgument())
    .addArgument(optionalConsumerKeyArgument())
    .option('--from <day>', `first day, YYYY-MM-DD in UTC (default: ${DEFAULT_DAYS} days ago)`)
    .option('--to <day>', 'last day (default: today)')
    .addOption(new Option('--format <format>', 'of the report (default: table)').choices(['table', 'csv', 'json']))
    .option(
      '--nearly <percent>',
      'only consumers that used this share of their quota (an extension counts as remaining quota); exits with 5 if there are any',
    );
  examples(
    commonOptions(report),
    'usage alpha',
    'usage alpha crm-prod --from 2026-03-01 --to 2026-03-31 --format csv',
    'usage alpha --nearly 80',
  );
  report.action(handler.run(reportAction));

  const extend = group
    .command('extend')
    .description("extend a consumer's quota for the current period only")
    .addArgument(resellerArgument())
    .addArgument(consumerKeyArgument())
    .requiredOption('--by <calls>', 'calls beyond the quota in this period, in total; 0 removes an extension');
  examples(commonOptions(dryRunOption(extend)), 'usage extend alpha crm-prod --by 5000');
  extend.action(handler.run(extendAction));
}

async function reportAction(context: Context, options: UsageOptions, reseller: string, consumerKey?: string) {
  if (context.out.json && (options.format ?? 'json') !== 'json') {
    throw new OnboardingError('usage', `Give one of --format ${options.format} and --json, not both.`);
  }
  const days = readDays(options, context.io.now());
  const nearly = readPercent('--nearly', options.nearly);
  const { metering, gateways, credentials } = await context.ports();
  const gateway = await requireGateway(gateways, context.environment, reseller);
  const others = await consumersOfOthers(credentials, gateway, reseller);
  if (consumerKey !== undefined) {
    const entry = others.has(consumerKey) ? undefined : await credentials.describe(consumerName(gateway, consumerKey));
    if (!entry) throw unknownConsumer(consumerKey, reseller);
  }
  const all = await readUsage(metering, gateway, days, consumerKey);
  const found = all.filter(
    (one) => !others.has(one.consumerKey) && (nearly === undefined || usedPercent(one) >= nearly),
  );
  const ended = nearly !== undefined && found.length > 0 ? EXIT_CODES.nearlyUsed : EXIT_CODES.done;
  if (options.format === 'csv') {
    context.out.line(await usageCsv(found, 'all'));
    return ended;
  }
  const out = options.format === 'json' ? new Output(context.io, true) : context.out;
  const none = nearly === undefined ? 'were metered' : `used ${nearly} % of a quota`;
  const text = out.json
    ? ''
    : found.length === 0
      ? `No consumers ${none} from ${days.from} to ${days.to}.`
      : await describe(context, found, days, consumerKey !== undefined);
  out.result({ reseller, ...days, consumers: usageJson(found) }, () => text);
  return ended;
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

async function extendAction(
  context: Context,
  options: { readonly by: string; readonly dryRun?: boolean },
  reseller: string,
  consumerKey: string,
) {
  const by = Number(options.by);
  if (!/^\d{1,9}$/.test(options.by)) {
    throw new OnboardingError('usage', `--by: got ${JSON.stringify(options.by)}, expected a whole number from 0 on`);
  }
  const { metering, gateways, credentials } = await context.ports();
  const gateway = await requireGateway(gateways, context.environment, reseller);
  const entry = await credentials.describe(consumerName(gateway, consumerKey));
  if (!entry) throw unknownConsumer(consumerKey, reseller);
  const { consumer } = listed(gateway.resellerId, consumerKey, entry);
  if (consumer) requireReseller(consumer, reseller);
  if (entry.deletedAt || consumer?.about.offboarding) throw offboardedConsumer(consumerKey, reseller);
  const extension = await planExtension(metering, gateway, { consumerKey, by, now: context.io.now() });
  const changes = extension.current !== by;
  const dryRun = options.dryRun === true;
  if (changes && !dryRun) await applyExtension(metering, extension);
  const remaining = remainingAfter(extension);
  const { current: present, ...rest } = extension;
  const result = { command: 'usage extend', reseller, consumerKey, dryRun, changes, ...rest, present, remaining };
  context.out.result(result, () => {
    if (!changes) return `Nothing to do: the extension of this period is ${by} already.`;
    const verb = dryRun ? 'would be' : 'is';
    return `The extension of consumer ${consumerKey} for the period from ${extension.periodStart} ${verb} ${by} (it was ${extension.current}); ${remaining} calls remain.`;
  });
}

function quotaText({ quota }: ConsumerUsage): string {
  return quota ? `${quota.limit}/${quota.period.toLowerCase()}` : 'unlimited';
}

function remainingText({ quota }: ConsumerUsage, remaining: number | undefined): string {
  return quota && remaining !== undefined ? String(remaining) : '';
}

async function describe({ out, io }: Context, found: readonly ConsumerUsage[], days: Days, perDay: boolean) {
  const rows = perDay
    ? found.flatMap((one) =>
        one.days.map((day) => [
          day.day,
          one.tier,
          String(day.calls),
          quotaText(one),
          remainingText(one, day.remaining),
        ]),
      )
    : found.map((one) => [
        one.consumerKey,
        one.tier,
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

function readDays({ from, to }: UsageOptions, now: Date): Days {
  const today = utcDay(now.getTime());
  const last = readDay('--to', to) ?? today;
  const first = readDay('--from', from) ?? addDays(last, 1 - DEFAULT_DAYS);
  if (first > last) throw new OnboardingError('usage', `--from ${first} is after --to ${last}`);
  if (last > today) throw new OnboardingError('usage', `--to ${last} is after today, ${today} in UTC`);
  if (daysFrom(first, last).length > 366) {
    throw new OnboardingError('usage', `--from ${first} to --to ${last}: expected at most 366 days`);
  }
  return { from: first, to: last };
}

function readPercent(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 100) return Number(text);
  throw new OnboardingError('usage', `${option}: got ${JSON.stringify(text)}, expected a percentage from 1 to 100`);
}

function readDay(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time) && utcDay(time) === text) return text;
  throw new OnboardingError('usage', `${option}: got ${JSON.stringify(text)}, expected a day YYYY-MM-DD`);
}
