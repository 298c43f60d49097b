import { Argument, type Command, Option } from 'commander';
import { OnboardingError } from '../../onboarding/errors';
import { readResellerId } from '../../onboarding/fields/identity';
import { optionalConsumerKeyArgument, resellerArgument } from '../options/arguments';
import { commonOptions, dryRunOption, examples } from '../options/common-options';
import type { Handler } from '../handle';
import { DEFAULT_DAYS } from './usage-days';
import { extendAction } from './usage-extend';
import { type FleetOptions, reportFleet } from './usage-fleet';
import { reportReseller, requireOneFormat } from './usage-report';

/** `usage RESELLER [K]` and `usage extend RESELLER K`. */
export function usage(parent: Command, handler: Handler): void {
  const group = parent.command('usage').description('show how much consumers called, and extend a quota once');
  examples(group, 'usage alpha', 'usage extend alpha crm-prod --by 5000');
  addReport(group, handler);
  addExtend(group, handler);
}

function addReport(group: Command, handler: Handler): void {
  const report = group
    .command('report', { isDefault: true })
    .description('show calls per consumer and day against the quota; "usage RESELLER" is the short form')
    .addArgument(
      new Argument('[reseller]', 'id of the reseller; see --all for more than one').argParser(readResellerId),
    )
    .addArgument(optionalConsumerKeyArgument())
    .option('--from <day>', `first day, YYYY-MM-DD in UTC (default: ${DEFAULT_DAYS} days ago)`)
    .option('--to <day>', 'last day (default: today)')
    .addOption(new Option('--month <month>', 'a calendar month, YYYY-MM in UTC').conflicts(['from', 'to', 'lastMonth']))
    .addOption(new Option('--last-month', 'the calendar month before this one').conflicts(['from', 'to']))
    .option('--all', 'every reseller of the environment, and its total with those below it')
    .addOption(
      new Option('--resellers <resellers>', 'these resellers, separated by commas, and those below them')
        .argParser((text: string) => text.split(',').map(readResellerId))
        .conflicts('all'),
    )
    .option(
      '--output <file>',
      'with --all or --resellers: write the report to this file; after an interruption, run it again to continue',
    )
    .option(
      '--refused',
      'with --all or --resellers: count refused calls too, in the access logs; AWS bills such searches',
    )
    .option(
      '--log',
      'count calls of consumers that share a quota in the access logs (default for one reseller); AWS bills such searches',
    )
    .option('--no-log', 'leave them unknown')
    .option('--totals', 'with --all or --resellers: a line for each reseller, not for each consumer')
    .addOption(
      new Option('--format <format>', 'format of the report (default: table)').choices(['table', 'csv', 'json']),
    )
    .option(
      '--nearly <percent>',
      'only consumers that used this share of their quota (an extension counts as remaining quota); exits with 5 if there are any',
    );
  examples(
    commonOptions(report),
    'usage alpha',
    'usage alpha crm-prod --from 2026-03-01 --to 2026-03-31 --format csv',
    'usage report --all --last-month --format csv --output usage.csv',
    'usage report --all --nearly 80',
  );
  report.action(
    handler.run(async (context, options: FleetOptions, reseller?: string, consumerKey?: string) => {
      requireOneFormat(context, options);
      const many = options.all === true || options.resellers !== undefined;
      if (many !== (reseller === undefined)) {
        throw new OnboardingError('usage', 'Give one reseller, --resellers or --all.');
      }
      if (reseller === undefined) return reportFleet(context, options);
      const fleetOnly = (['output', 'refused', 'totals'] as const).find((name) => options[name] !== undefined);
      if (fleetOnly) throw new OnboardingError('usage', `--${fleetOnly} needs --all or --resellers.`);
      return reportReseller(context, options, reseller, consumerKey);
    }),
  );
}

function addExtend(group: Command, handler: Handler): void {
  const extend = group
    .command('extend')
    .description('extend a quota for the current period only')
    .addArgument(resellerArgument())
    .addArgument(optionalConsumerKeyArgument('left out with --tier'))
    .option('--tier <tier>', 'instead of a consumer: the quota that all consumers of the reseller share on this tier')
    .requiredOption('--by <calls>', 'calls beyond the quota in this period, in total; 0 removes an extension');
  examples(
    commonOptions(dryRunOption(extend)),
    'usage extend alpha crm-prod --by 5000',
    'usage extend alpha --tier gold --by 5000',
  );
  extend.action(handler.run(extendAction));
}
