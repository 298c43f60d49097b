import type { Command } from 'commander';
import { type ImportResult, importConsumers } from '../../onboarding/bulk';
import { OnboardingError } from '../../onboarding/errors';
import { readConsumerSecret } from '../../onboarding/fields/consumer-secret';
import { readResellerId } from '../../onboarding/fields/identity';
import { gatewayOf } from '../../onboarding/gateways';
import { usagePlanOf } from '../../onboarding/plan/converge';
import { readRecords } from '../../onboarding/records';
import { commonOptions, dryRunOption, examples } from '../common-options';
import type { Context } from '../context';
import { EXIT_CODES } from '../exit-codes';
import type { Handler } from '../handle';
import { progressBar } from '../progress';
import { parseRecords, parseSecrets } from '../record-files';
import { readAll, readTextFile } from '../secret-input';

interface ImportOptions {
  readonly secrets?: string;
  readonly dryRun?: boolean;
}

/** `consumer import RESELLER FILE --secrets FILE`. */
export function consumerImport(parent: Command, handler: Handler): void {
  const command = parent
    .command('import')
    .description('onboard many consumers; run again, it goes on where it stopped')
    .argument('<reseller>', 'id of the reseller')
    .argument('<file>', 'records as "export" writes them: .csv, else YAML')
    .option(
      '--secrets <file>',
      'consumer secrets: .csv with consumerKey,secret, else a YAML map; - for standard input',
    );
  dryRunOption(command);
  examples(commonOptions(command), 'consumer import alpha alpha.csv --secrets secrets.csv');
  command.action(
    handler.run(async (context, options: ImportOptions, reseller: string, file: string) => {
      const now = context.io.now();
      const records = readRecords(await parseRecords(file, await readTextFile(file)), readResellerId(reseller), now);
      const secrets = await readSecrets(context, options.secrets);
      const outside = await context.outside();
      const gateway = await gatewayOf(outside.gateways, context.environment, reseller);
      for (const { tier } of records) usagePlanOf(gateway, tier);
      const dryRun = options.dryRun === true;
      const bar = await progressBar(context.io, records.length, !context.out.json);
      const results = await importConsumers(outside, { gateway, records, secrets, dryRun }, (result) => {
        bar.above(() => context.out.line(line(result)));
        bar.advance();
      });
      bar.stop();
      return tell(context, reseller, dryRun, results);
    }),
  );
}

function tell(context: Context, reseller: string, dryRun: boolean, results: readonly ImportResult[]): number {
  const counts: Record<ImportResult['outcome'], number> = {
    onboarded: 0,
    'would onboard': 0,
    unchanged: 0,
    refused: 0,
  };
  for (const { outcome } of results) counts[outcome] += 1;
  context.out.result({ command: 'consumer import', reseller, dryRun, counts, results }, () =>
    Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([outcome, count]) => `${count} ${outcome}`)
      .join(', '),
  );
  return counts.refused > 0 ? EXIT_CODES.failed : EXIT_CODES.done;
}

async function readSecrets({ io }: Context, file: string | undefined): Promise<ReadonlyMap<string, string>> {
  if (file === undefined) return new Map();
  const text = file === '-' ? (await readAll(io.stdin)).toString() : await readTextFile(file);
  const secrets = [...(await parseSecrets(file, text))].map(([consumerKey, secret]) => {
    try {
      return [consumerKey, readConsumerSecret(secret).secret] as const;
    } catch (error) {
      if (!(error instanceof OnboardingError)) throw error;
      throw new OnboardingError('usage', `secrets of ${consumerKey}: ${error.message}`);
    }
  });
  return new Map(secrets);
}

function line({ consumerKey, outcome, reason }: ImportResult): string {
  return `${outcome.padEnd(13)} ${consumerKey}${reason === undefined ? '' : `: ${reason}`}`;
}
