import type { Command } from 'commander';
import { Consumers } from '../../onboarding/consumers';
import { readResellerId, readTier } from '../../onboarding/fields/identity';
import { consumerKeyArgument } from '../options/arguments';
import { commonOptions, dryRunOption, examples } from '../options/common-options';
import type { Handler } from '../handle';
import { runPlan } from '../run-plan';

interface MoveOptions {
  readonly from: string;
  readonly to: string;
  readonly tier?: string;
  readonly finish?: boolean;
  readonly dryRun?: boolean;
}

/** `consumer move K --from A --to B`. */
export function consumerMove(parent: Command, handler: Handler): void {
  const command = parent
    .command('move')
    .description('move a consumer to the gateway of another reseller; both gateways serve it until --finish')
    .addArgument(consumerKeyArgument())
    .requiredOption('--from <reseller>', 'reseller whose gateway serves it now')
    .requiredOption('--to <reseller>', 'reseller that it will belong to; its gateway must be deployed')
    .option('--tier <tier>', 'its tier there (default: the tier of the same name)')
    .option('--finish', 'offboard it at the old gateway, once its requests go to the new host');
  dryRunOption(command);
  command.addHelpText(
    'after',
    '\nThe host that requests are signed for changes, so move the consumer first, then give the reseller the new URL, then run this again with --finish.\nAt the new gateway the count against the quota starts again. A later change at one gateway does not reach the other.',
  );
  examples(
    commonOptions(command),
    'consumer move crm-prod --from beta --to beta-north',
    'consumer move crm-prod --from beta --to beta-north --finish',
  );
  command.action(
    handler.run(async (context, options: MoveOptions, consumerKey: string) => {
      const [from, to] = [readResellerId(options.from), readResellerId(options.to)];
      const { finish = false, tier } = options;
      const consumers = new Consumers(await context.ports(), context.environment);
      const intent = { from, to, finish, ...(tier !== undefined && { tier: readTier(tier) }) };
      const plan = await consumers.move(consumerKey, intent);
      const { url } = plan.gateway;
      const done = finish
        ? `Consumer ${consumerKey} is served only at ${url} now.`
        : `Consumer ${consumerKey} is served at ${url}, too; a new API key can take a few minutes to work everywhere. Once its requests go there, run this again with --finish.`;
      const text = { command: 'consumer move', reseller: to, consumerKey, done };
      await runPlan(context, consumers, plan, options, text, { from, finish, url });
    }),
  );
}
