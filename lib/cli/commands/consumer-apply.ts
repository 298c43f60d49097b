import type { Command } from 'commander';
import { tiersOf } from '../../descriptor';
import { OnboardingError } from '../../onboarding/errors';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import { type AppliedOutcome, type Change, DeclaredSet } from '../../onboarding/records/apply-records';
import { readRecords } from '../../onboarding/records/records';
import { resellerArgument } from '../options/arguments';
import { commonOptions, dryRunOption, examples } from '../options/common-options';
import { promptText } from '../options/secret-input';
import { secretsFileOption, secretsOf } from '../options/secrets-file';
import type { Context } from '../context';
import { finalUsage, reportFinalUsage } from '../final-usage';
import { EXIT_CODES } from '../exit-codes';
import type { Handler } from '../handle';
import { readFileText } from '../files/read-input';
import { readRecordFile } from '../files/record-files';
import { usageJson } from '../output/usage-json';
import { countOutcomes, countsText, showResults } from '../output/consumer-results';

interface ApplyOptions {
  readonly secrets?: string;
  readonly prune?: boolean;
  readonly yes?: boolean;
  readonly report?: string;
  readonly dryRun?: boolean;
}

/** `consumer apply RESELLER FILE`. */
export function consumerApply(parent: Command, handler: Handler): void {
  const command = parent
    .command('apply')
    .description('make the consumers of a reseller match a file: onboard and update those that differ')
    .addArgument(resellerArgument())
    .argument('<file>', 'all consumers of the reseller, in the format that "export" writes, .csv or else YAML')
    .option('--prune', 'offboard the consumers that the file does not declare; asks first')
    .option('--yes', 'with --prune: do not ask')
    .option(
      '--report <file>',
      'with --prune: write the final usage report to this file as CSV, instead of printing it',
    );
  secretsFileOption(dryRunOption(command));
  command.addHelpText(
    'after',
    '\nA rule or a fact that a record leaves out is removed; status and secretExpires stay as they are.\n"secretExpires: never" removes the expiry of a secret. Only new consumers need a secret.',
  );
  examples(
    commonOptions(command),
    'consumer apply alpha alpha.yaml --dry-run',
    'consumer apply alpha alpha.yaml --secrets new.csv --prune',
  );
  command.action(
    handler.run(async (context, options: ApplyOptions, reseller: string, file: string) => {
      if (options.report !== undefined && !options.prune) throw new OnboardingError('usage', '--report needs --prune.');
      const placed = await readRecordFile(await readFileText(context.io, file));
      const placedSecrets = await secretsOf(context, options.secrets);
      const ports = await context.ports();
      const gateway = await requireGateway(ports.gateways, context.environment, reseller);
      const { records } = readRecords(placed, reseller, tiersOf(gateway, reseller));
      const secrets = new Map([...placedSecrets].map(([key, { secret }]) => [key, secret]));
      const set = await DeclaredSet.read(ports, { gateway, reseller, records, secrets });
      const { undeclared } = set;
      const { prune = false, dryRun = false } = options;
      if (prune && !dryRun && undeclared.length > 0) await confirm(context, reseller, undeclared, options);
      const leaving = prune ? undeclared.map(({ consumerKey }) => consumerKey) : [];
      const usage = await finalUsage(context, gateway, leaving);
      if (!dryRun) await reportFinalUsage(context, usage, options.report);
      const changes = prune ? [...set.changes, ...undeclared] : set.changes;
      const results = await showResults<AppliedOutcome>(context, changes.length, (onResult) =>
        set.apply(changes, dryRun, onResult),
      );
      const left = prune ? [] : undeclared.map(({ consumerKey }) => consumerKey);
      if (left.length > 0) {
        context.out.notice(`notice: not declared, and left as they are without --prune: ${left.join(', ')}`);
      }
      const counts = countOutcomes(results);
      const outcome = { dryRun, counts, results, undeclared: left, usage: usageJson(usage).consumers };
      context.out.result(
        { command: 'consumer apply', reseller, ...outcome },
        () => countsText(counts) || 'No records.',
      );
      return counts['refused'] === undefined ? EXIT_CODES.done : EXIT_CODES.failed;
    }),
  );
}

async function confirm(
  { io }: Context,
  reseller: string,
  undeclared: readonly Change[],
  { yes = false }: ApplyOptions,
): Promise<void> {
  if (yes) return;
  const keys = undeclared.map(({ consumerKey }) => consumerKey).join(', ');
  const typed = await promptText(io, `Not declared: ${keys}. Type ${reseller} to offboard them:`);
  if (typed === reseller) return;
  const problem =
    typed === undefined ? 'There is no terminal to ask on: use --yes' : 'The typed text is not the id of the reseller';
  throw new OnboardingError('usage', `${problem}; nothing was changed. --prune would offboard: ${keys}.`);
}
