import type { Command } from 'commander';
import { readTier } from '../../onboarding/fields/identity';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import { consumersToMove, moveTier } from '../../onboarding/move-tier';
import { resellerArgument } from '../options/arguments';
import { atOnceOption, preparedText } from '../options/at-once-option';
import { commonOptions, dryRunOption, examples } from '../options/common-options';
import { EXIT_CODES } from '../exit-codes';
import type { Handler } from '../handle';
import { countOutcomes, countsText, showResults } from '../output/consumer-results';

interface MoveTierOptions {
  readonly from: string;
  readonly to: string;
  readonly carryUsage?: boolean;
  readonly atOnce?: boolean;
  readonly dryRun?: boolean;
}

/** `consumer move-tier RESELLER --from A --to B`. */
export function consumerMoveTier(parent: Command, handler: Handler): void {
  const command = parent
    .command('move-tier')
    .description(
      "move all of a reseller's consumers from one tier to another; after an interruption, run it again to continue",
    )
    .addArgument(resellerArgument())
    .requiredOption('--from <tier>', 'the tier that they are on; it may be retired, or no longer deployed')
    .requiredOption('--to <tier>', 'the tier to move them to')
    .option('--carry-usage', 'count their calls of this quota period on other tiers against the new quota');
  dryRunOption(atOnceOption(command));
  examples(
    commonOptions(command),
    'consumer move-tier alpha --from gold --to premium --dry-run',
    'consumer move-tier alpha --from gold --to premium --carry-usage',
  );
  command.action(
    handler.run(async (context, options: MoveTierOptions, reseller: string) => {
      const [from, to] = [readTier(options.from), readTier(options.to)];
      const { carryUsage = false, atOnce = false, dryRun = false } = options;
      const ports = await context.ports();
      const gateway = await requireGateway(ports.gateways, context.environment, reseller);
      const move = { gateway, reseller, from, to, carryUsage, atOnce, dryRun };
      const moving = await consumersToMove(ports, move);
      const results = await showResults(context, moving.length, (onResult) => moveTier(ports, move, moving, onResult));
      const counts = countOutcomes(results);
      const value = { command: 'consumer move-tier', reseller, from, to, dryRun, counts, results };
      context.out.result(value, () => {
        if (results.length === 0) return `Nothing to do: no consumer of ${reseller} is on tier ${from}.`;
        if (dryRun) return `${countsText(counts)}. Nothing was changed (--dry-run).`;
        const restarts = carryUsage ? '' : ' The count against the quota starts again on the new tier.';
        return `${countsText(counts)}.${restarts}${preparedText(counts, context.io.now())}`;
      });
      return counts['refused'] === undefined ? EXIT_CODES.done : EXIT_CODES.failed;
    }),
  );
}
