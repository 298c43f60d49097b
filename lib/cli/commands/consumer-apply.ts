import type { Command } from 'commander';
import { type GatewayDescriptor, tiersOf } from '../../descriptor';
import { OnboardingError } from '../../onboarding/errors';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import { type AppliedOutcome, type Change, DeclaredSet } from '../../onboarding/records/apply-records';
import { type ReadRecord, readRecords } from '../../onboarding/records/records';
import { resellerArgument } from '../options/arguments';
import { atOnceOption, preparedText } from '../options/at-once-option';
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
import { noticeSkipped } from '../output/skipped-records';
import { countOutcomes, countsText, showResults } from '../output/consumer-results';

interface ApplyOptions {
  readonly secrets?: string;
  readonly prune?: boolean;
  readonly yes?: boolean;
  readonly report?: string;
  readonly atOnce?: boolean;
  readonly dryRun?: boolean;
}

/** `consumer apply RESELLER FILE`. */
export function consumerApply(parent: Command, handler: Handler): void {
  const command = parent
    .command('apply')
    .description('make the consumers of a reseller match a file: onboard and update those that differ')
    .addArgument(resellerArgument())
    .argument('<file>', 'all consumers of the reseller, in the format that "export" writes, .csv or else YAML')
    .option('--prune', 'offboard the consumers that the file does not declare, unless a record is refused; asks first')
    .option('--yes', 'with --prune: do not ask')
    .option(
      '--report <file>',
      'with --prune: write the final usage report to this file as CSV, instead of printing it',
    );
  secretsFileOption(dryRunOption(atOnceOption(command)));
  command.addHelpText(
    'after',
    '\nA rule or a fact that a record leaves out is removed; status, secretExpires and subject stay as they are.\n"secretExpires: never" removes the expiry of a secret. Only new consumers need a secret, those with a subject none.',
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
      const { records, skipped } = readRecords(placed, reseller, tiersOf(gateway, reseller));
      noticeSkipped(context.out, reseller, { records, skipped });
      if (options.prune) requireRecords(records, reseller);
      const secrets = new Map([...placedSecrets].map(([key, { secret }]) => [key, secret]));
      const set = await DeclaredSet.read(ports, { gateway, reseller, records, secrets });
      const outcome = await applyAll(context, set, { gateway, reseller, options });
      const { counts } = outcome;
      context.out.result({ command: 'consumer apply', reseller, ...outcome }, () => {
        return `${countsText(counts) || 'No records'}.${preparedText(counts, context.io.now())}`;
      });
      return counts['refused'] === undefined ? EXIT_CODES.done : EXIT_CODES.failed;
    }),
  );
}

interface Asked {
  readonly gateway: GatewayDescriptor;
  readonly reseller: string;
  readonly options: ApplyOptions;
}

/** Applies the records, then offboards the consumers that they do not declare, unless a record was refused. */
async function applyAll(context: Context, set: DeclaredSet, { gateway, reseller, options }: Asked) {
  const { out } = context;
  const { undeclared } = set;
  const { prune = false, dryRun = false, atOnce = false } = options;
  const mode = { dryRun, atOnce };
  const apply = (changes: readonly Change[]) =>
    showResults<AppliedOutcome>(context, changes.length, (onResult) => set.apply(changes, mode, onResult));
  if (prune && !dryRun && undeclared.length > 0) await confirm(context, reseller, undeclared, options);
  const applied = await apply(set.changes);
  const isRefused = applied.some(({ outcome }) => outcome === 'refused');
  const leaving = prune && !isRefused ? undeclared : [];
  const usage = await finalUsage(context, gateway, keysOf(leaving));
  if (!dryRun) await reportFinalUsage(context, usage, options.report);
  const results = [...applied, ...(leaving.length > 0 ? await apply(leaving) : [])];
  const left = leaving.length > 0 ? [] : keysOf(undeclared);
  if (left.length > 0) {
    const why = prune ? 'because records were refused' : 'without --prune';
    out.notice(`notice: not declared, and left as they are ${why}: ${left.join(', ')}`);
  }
  return { dryRun, counts: countOutcomes(results), results, undeclared: left, usage: usageJson(usage).consumers };
}

function keysOf(changes: readonly Change[]): readonly string[] {
  return changes.map(({ consumerKey }) => consumerKey);
}

/** An empty file is more likely a failed export than a reseller without consumers. */
function requireRecords(records: readonly ReadRecord[], reseller: string): void {
  if (records.length > 0) return;
  throw new OnboardingError(
    'usage',
    `The file declares no consumers, so --prune would offboard all those of ${reseller}; nothing was changed. To end a reseller, run "consumer offboard" for each of its consumers.`,
  );
}

async function confirm(
  { io }: Context,
  reseller: string,
  undeclared: readonly Change[],
  { yes = false }: ApplyOptions,
): Promise<void> {
  if (yes) return;
  const keys = keysOf(undeclared).join(', ');
  const typed = await promptText(io, `Not declared: ${keys}. Type ${reseller} to offboard them:`);
  if (typed === reseller) return;
  const problem =
    typed === undefined ? 'There is no terminal to ask on: use --yes' : 'The typed text is not the id of the reseller';
  throw new OnboardingError('usage', `${problem}; nothing was changed. --prune would offboard: ${keys}.`);
}
