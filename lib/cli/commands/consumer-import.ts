import type { Command } from 'commander';
import { tiersOf } from '../../descriptor';
import { type ImportOutcome, type ImportResult, importConsumers } from '../../onboarding/records/import-consumers';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import { type ReadRecord, readRecords } from '../../onboarding/records/records';
import { resellerArgument } from '../options/arguments';
import { commonOptions, dryRunOption, examples } from '../options/common-options';
import type { Context } from '../context';
import { EXIT_CODES } from '../exit-codes';
import type { Handler } from '../handle';
import { countsText, showResults } from '../output/consumer-results';
import { noticeSkipped } from '../output/skipped-records';
import { readFileText } from '../files/read-input';
import { readRecordFile } from '../files/record-files';
import { secretsFileOption, secretsOf } from '../options/secrets-file';

interface ImportOptions {
  readonly secrets?: string;
  readonly dryRun?: boolean;
}

interface Imported {
  readonly reseller: string;
  readonly dryRun: boolean;
  readonly results: readonly ImportResult[];
  readonly skipped: ReadonlyMap<string, number>;
}

/** `consumer import RESELLER FILE --secrets FILE`. */
export function consumerImport(parent: Command, handler: Handler): void {
  const command = parent
    .command('import')
    .description('onboard many consumers; after an interruption, run it again to continue')
    .addArgument(resellerArgument())
    .argument(
      '<file>',
      'records in the format that "export" writes, .csv or else YAML; those of other resellers are skipped',
    );
  secretsFileOption(dryRunOption(command));
  examples(commonOptions(command), 'consumer import alpha alpha.csv --secrets secrets.csv');
  command.action(
    handler.run(async (context, options: ImportOptions, reseller: string, file: string) => {
      const placed = await readRecordFile(await readFileText(context.io, file));
      const placedSecrets = await secretsOf(context, options.secrets);
      const ports = await context.ports();
      const gateway = await requireGateway(ports.gateways, context.environment, reseller);
      const { records, skipped, keys } = readRecords(placed, reseller, tiersOf(gateway, reseller));
      noticeSkipped(context.out, reseller, { records, skipped });
      notice(context, records);
      const unused = [...placedSecrets].filter(([key]) => !keys.has(key)).map(([, { line: at }]) => at);
      if (unused.length > 0) {
        const places = `${unused.length === 1 ? 'line' : 'lines'} ${unused.join(', ')} of the secrets file`;
        context.out.notice(`notice: secrets of keys that are not among the records: ${places}`);
      }
      const secrets = new Map([...placedSecrets].map(([key, { secret }]) => [key, secret]));
      const dryRun = options.dryRun === true;
      const results = await showResults<ImportOutcome>(context, records.length, (onResult) =>
        importConsumers(ports, { gateway, records, secrets, dryRun }, onResult),
      );
      return tell(context, { reseller, dryRun, results, skipped });
    }),
  );
}

/** Prints what stands out in the records, before the import starts. */
function notice({ io, out }: Context, records: readonly ReadRecord[]): void {
  const now = io.now().getTime();
  const expired = records.filter(({ rules: { validUntil } }) => validUntil && Date.parse(validUntil) <= now);
  if (expired.length === 0) return;
  const keys = expired.map(({ consumerKey }) => consumerKey).join(', ');
  out.notice(`notice: validUntil has passed, so the gateway does not serve these, imported or not: ${keys}`);
}

function tell(context: Context, { reseller, dryRun, results, skipped }: Imported): number {
  const counts: Record<ImportResult['outcome'] | 'skipped', number> = {
    onboarded: 0,
    'would onboard': 0,
    unchanged: 0,
    refused: 0,
    skipped: [...skipped.values()].reduce((sum, count) => sum + count, 0),
  };
  for (const { outcome } of results) counts[outcome] += 1;
  context.out.result(
    { command: 'consumer import', reseller, dryRun, counts, results },
    () => countsText(counts) || 'No records.',
  );
  return counts.refused > 0 ? EXIT_CODES.failed : EXIT_CODES.done;
}
