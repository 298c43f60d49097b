import type { Command } from 'commander';
import { isMeteredByReseller } from '../../descriptor';
import { Consumers, type OnboardingPlan } from '../../onboarding/consumers';
import { OnboardingError } from '../../onboarding/errors';
import { readDebugEnd } from '../../onboarding/fields/debug-end';
import { readTier } from '../../onboarding/fields/identity';
import { flagOf } from '../../onboarding/fields/fields';
import { readFields } from '../../onboarding/fields/read-fields';
import { consumerKeyArgument, resellerArgument } from '../options/arguments';
import { commonOptions, dryRunOption, examples } from '../options/common-options';
import { readOption } from '../options/end-option';
import { fieldOptions, givenFields } from '../options/field-options';
import type { Handler } from '../handle';
import { runPlan } from '../run-plan';

interface UpdateOptions {
  readonly tier?: string;
  readonly carryUsage?: boolean;
  readonly debugUntil?: string;
  readonly dryRun?: boolean;
}

/** `consumer update RESELLER K`. */
export function consumerUpdate(parent: Command, handler: Handler): void {
  const command = parent
    .command('update')
    .description('change tier, rules, display name, contacts or notes of a consumer, or debug it for a while')
    .addArgument(resellerArgument())
    .addArgument(consumerKeyArgument())
    .option('--tier <tier>', 'move it to this tier; the count against its quota starts again there')
    .option('--carry-usage', 'count its calls of this quota period on other tiers against the quota of its tier');
  command.option(
    '--debug-until <end>',
    'log names of headers and parameters, and the outcome of each check, until then: a duration or time at most 24 hours ahead; off ends it',
  );
  fieldOptions(dryRunOption(command));
  command.addHelpText('after', "\nAn empty text removes a rule or a fact, as in --source-ips ''.");
  examples(
    commonOptions(command),
    'consumer update alpha crm-prod --tier premium --carry-usage',
    'consumer update alpha crm-prod --debug-until 1h',
    "consumer update alpha crm-prod --operations readOnly --note 'order entry comes in May'",
  );
  command.action(
    handler.run(async (context, options: UpdateOptions, reseller: string, consumerKey: string) => {
      const fields = givenFields(options);
      const { tier, carryUsage, debugUntil } = options;
      if (tier === undefined && !carryUsage && debugUntil === undefined && Object.keys(fields).length === 0) {
        throw new OnboardingError(
          'usage',
          'Nothing to change: give --tier, --carry-usage, --debug-until, or a rule or fact of the consumer.',
        );
      }
      const now = context.io.now();
      const intent = {
        ...(tier !== undefined && { tier: readTier(tier) }),
        ...(carryUsage && { carryUsage: true }),
        ...(debugUntil !== undefined && {
          debugUntil: readOption('--debug-until', debugUntil, (text) => readDebugEnd(text, now)),
        }),
        ...readFields(fields, now, flagOf),
      };
      const consumers = new Consumers(await context.ports(), context.environment);
      const plan = await consumers.update(reseller, consumerKey, intent);
      const delay =
        Object.keys(intent.rules).length > 0 || debugUntil !== undefined
          ? '; its gateway applies this within a minute'
          : '';
      const done = `Consumer ${consumerKey} is changed${delay}.${countSentence(plan, reseller)}${debugSentence(intent)}`;
      const text = { command: 'consumer update', reseller, consumerKey, done };
      await runPlan(context, consumers, plan, options, text);
    }),
  );
}

/** Says until when a consumer is debugged, and where the result appears. */
function debugSentence({ debugUntil }: { readonly debugUntil?: string | null }): string {
  if (debugUntil === undefined) return '';
  return debugUntil === null
    ? ' It is no longer debugged.'
    : ` It is debugged until ${debugUntil}; "aps-gateway trace" shows names and checks of its requests.`;
}

/** Says what a move to another tier, or to another API key, means for the quota. */
function countSentence({ gateway, steps }: OnboardingPlan, reseller: string): string {
  const stored = steps.find((step) => step.kind === 'updateCredentials');
  const attach = steps.find((step) => step.kind === 'attachApiKey');
  const moves = stored?.changes.some((change) => change.startsWith('tier '));
  if (!attach && !moves) return '';
  const created = steps.some(({ kind }) => kind === 'createApiKey');
  const delay = created
    ? ' Its API key is new: until it works everywhere, for some minutes, requests can be refused with 403.'
    : '';
  const tier = attach?.tier ?? stored?.consumer.tier ?? '';
  if (isMeteredByReseller(gateway, tier)) {
    return ` It shares the limits of tier ${tier} with all consumers of ${reseller} on it.${delay}`;
  }
  return steps.some(({ kind }) => kind === 'carryUsage')
    ? ` Its calls of this period count against the quota of tier ${tier}.`
    : ` The count against the quota starts again on tier ${tier}; "consumer update" with --carry-usage counts the calls of this period on other tiers too.${delay}`;
}
