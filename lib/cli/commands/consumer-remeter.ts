import type { Command } from 'commander';
import { readTier } from '../../onboarding/fields/identity';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import { consumersToRemeter, remeter } from '../../onboarding/remeter';
import { EXIT_CODES } from '../exit-codes';
import type { Handler } from '../handle';
import { resellerArgument } from '../options/arguments';
import { atOnceOption, preparedText } from '../options/at-once-option';
import { commonOptions, dryRunOption, examples } from '../options/common-options';
import { countOutcomes, countsText, showResults } from '../output/consumer-results';

interface RemeterOptions {
  readonly tier?: string;
  readonly atOnce?: boolean;
  readonly dryRun?: boolean;
}

/** `consumer remeter RESELLER`. */
export function consumerRemeter(parent: Command, handler: Handler): void {
  const command = parent
    .command('remeter')
    .description(
      'after a deployment changed meteredBy of a tier: put its consumers on the API keys that it asks for; run it again to continue',
    )
    .addArgument(resellerArgument())
    .option('--tier <tier>', 'only consumers on this tier');
  dryRunOption(atOnceOption(command));
  command.addHelpText(
    'after',
    '\nThe count against the quota starts again on the other API key, so the start of a quota period is the best time.',
  );
  examples(commonOptions(command), 'consumer remeter alpha --dry-run', 'consumer remeter alpha --tier gold');
  command.action(
    handler.run(async (context, options: RemeterOptions, reseller: string) => {
      const { atOnce = false, dryRun = false } = options;
      const tier = options.tier === undefined ? undefined : readTier(options.tier);
      const ports = await context.ports();
      const gateway = await requireGateway(ports.gateways, context.environment, reseller);
      const remetering = { gateway, reseller, ...(tier !== undefined && { tier }), atOnce, dryRun };
      const consumers = await consumersToRemeter(ports, remetering);
      const results = await showResults(context, consumers.length, (onResult) =>
        remeter(ports, remetering, consumers, onResult),
      );
      const counts = countOutcomes(results);
      const value = { command: 'consumer remeter', reseller, tier: tier ?? null, dryRun, counts, results };
      context.out.result(value, () => {
        if (results.length === 0) return 'Nothing to do: every consumer is on the API key that its tier asks for.';
        if (dryRun) return `${countsText(counts)}. Nothing was changed (--dry-run).`;
        return `${countsText(counts)}.${preparedText(counts, context.io.now())}`;
      });
      return counts['refused'] === undefined ? EXIT_CODES.done : EXIT_CODES.failed;
    }),
  );
}
