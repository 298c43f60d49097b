import type { Command } from 'commander';
import { Consumers } from '../../onboarding/consumers';
import { OnboardingError } from '../../onboarding/errors';
import { readTier } from '../../onboarding/fields/identity';
import { readFields } from '../../onboarding/fields/read-fields';
import { consumerKeyArgument, resellerArgument } from '../options/arguments';
import { commonOptions, dryRunOption, examples } from '../options/common-options';
import { fieldOptions, givenFields } from '../options/field-options';
import type { Handler } from '../handle';
import { runPlan } from '../run-plan';

interface UpdateOptions {
  readonly tier?: string;
  readonly dryRun?: boolean;
}

/** `consumer update RESELLER K`. */
export function consumerUpdate(parent: Command, handler: Handler): void {
  const command = parent
    .command('update')
    .description('change tier, rules, label, contacts or notes of a consumer')
    .addArgument(resellerArgument())
    .addArgument(consumerKeyArgument())
    .option('--tier <tier>', 'move it to this tier');
  fieldOptions(dryRunOption(command));
  command.addHelpText('after', "\nAn empty text takes a rule or a fact away, as in --source-ips ''.");
  examples(
    commonOptions(command),
    'consumer update alpha crm-prod --tier premium',
    "consumer update alpha crm-prod --operations readOnly --note 'order entry comes in May'",
  );
  command.action(
    handler.run(async (context, options: UpdateOptions, reseller: string, consumerKey: string) => {
      const fields = givenFields(options);
      if (options.tier === undefined && Object.keys(fields).length === 0) {
        throw new OnboardingError('usage', 'Nothing to change: give --tier, or a rule or fact of the consumer.');
      }
      const intent = {
        ...(options.tier !== undefined && { tier: readTier(options.tier) }),
        ...readFields(fields, context.io.now()),
      };
      const consumers = new Consumers(await context.ports(), context.environment);
      const plan = await consumers.update(reseller, consumerKey, intent);
      const delay =
        Object.keys(intent.rules).length > 0 ? '; gateways that know it already follow within a minute' : '';
      const done = `Consumer ${consumerKey} is changed${delay}.`;
      const text = { command: 'consumer update', reseller, consumerKey, done };
      await runPlan(context, consumers, plan, options, text);
    }),
  );
}
