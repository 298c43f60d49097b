import type { Command } from 'commander';
import { LONGEST_STATS_MS, type Percentiles, readRequestStats, type RequestStats } from '../../logs/request-stats';
import { OnboardingError } from '../../onboarding/errors';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import { DAY_MS } from '../../periods';
import type { DayRange } from '../../status/answers';
import type { CommonOptions, Context } from '../context';
import type { Handler } from '../handle';
import { optionalResellerArgument } from '../options/arguments';
import { commonOptions, examples } from '../options/common-options';
import { readSince } from '../options/since-option';
import { table } from '../output/output';
import { countFleet } from './stats-fleet';

const PARTS = [
  ['whole', 'in all'],
  ['authorizer', 'authorizer'],
  ['uiNode', 'UI node'],
] as const;

interface StatsOptions extends CommonOptions {
  readonly since: string;
  readonly all?: boolean;
}

/** `stats RESELLER`, or `stats --all`. */
export function stats(parent: Command, handler: Handler): void {
  const command = parent
    .command('stats')
    .description('count the requests of a gateway by reason, and show how long the allowed ones took')
    .addArgument(optionalResellerArgument('see --all for every gateway'))
    .option('--since <time>', 'a duration back such as 24h or 7d, or a time', '24h')
    .option('--all', 'count the answers of every gateway by day (UTC) instead, from the metrics of API Gateway')
    .addHelpText(
      'after',
      `
For a reseller, it searches the access log three times. CloudWatch Logs Insights bills each search by the bytes read.
It looks at most ${LONGEST_STATS_MS / DAY_MS} days back. With --json, requests and times are shown over time, too.`,
    );
  examples(commonOptions(command), 'stats alpha', 'stats alpha --since 7d --json', 'stats --all --since 30d');
  command.action(
    handler.run(async (context, options: StatsOptions, reseller?: string) => {
      const to = context.io.now();
      const from = readSince(options.since, to);
      if (to.getTime() - from.getTime() > LONGEST_STATS_MS) {
        throw new OnboardingError(
          'usage',
          `--since: got ${JSON.stringify(options.since)}, expected at most ${LONGEST_STATS_MS / DAY_MS} days`,
        );
      }
      if ((reseller === undefined) !== (options.all === true)) {
        throw new OnboardingError('usage', 'Give either the id of a reseller or --all.');
      }
      if (reseller === undefined) return countFleet(context, options, { from, to });
      return countReseller(context, reseller, { from, to });
    }),
  );
}

async function countReseller(context: Context, reseller: string, range: DayRange): Promise<void> {
  const ports = await context.ports();
  const gateway = await requireGateway(ports.gateways, context.environment, reseller);
  const own = gateway.resellerId === reseller ? {} : { reseller };
  const found = await readRequestStats(await ports.logs(), gateway.accessLogGroup, { ...range, ...own });
  const text = await statsText(found, context.out.colors);
  context.out.result({ reseller, gateway: gateway.resellerId, ...found }, () => text);
}

async function statsText({ from, reasons, times }: RequestStats, colors: Parameters<typeof table>[2]) {
  const counts = Object.entries(reasons).toSorted(([, a], [, b]) => b - a);
  if (counts.length === 0) return `No requests since ${from.toISOString()}.`;
  const timed = PARTS.flatMap(([part, name]) => rowOf(name, times[part]));
  return [
    `Since ${from.toISOString()}:`,
    await table(
      ['Reason', 'Requests'],
      counts.map(([reason, requests]) => [reason, String(requests)]),
      colors,
    ),
    ...(timed.length === 0 ? [] : ['', await table(['ms of allowed requests', '50 %', '95 %', '99 %'], timed, colors)]),
  ].join('\n');
}

function rowOf(name: string, percentiles: Percentiles | undefined): readonly (readonly string[])[] {
  if (!percentiles) return [];
  const { p50, p95, p99 } = percentiles;
  return [[name, ...[p50, p95, p99].map((ms) => String(Math.round(ms)))]];
}
