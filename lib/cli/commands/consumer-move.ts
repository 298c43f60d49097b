import type { Command } from 'commander';
import { PROPERTY } from '../../cutover/plan';
import { requireLeft } from '../../onboarding/activity/require-left';
import { Consumers, type OnboardingPlan } from '../../onboarding/consumers';
import { OnboardingError } from '../../onboarding/errors';
import { readDuration } from '../../onboarding/fields/duration';
import { readResellerId, readTier } from '../../onboarding/fields/identity';
import { consumerKeyArgument } from '../options/arguments';
import { commonOptions, dryRunOption, examples } from '../options/common-options';
import { finalUsage, reportFinalUsage } from '../final-usage';
import type { Handler } from '../handle';
import { readOption } from '../options/end-option';
import { usageJson } from '../output/usage-json';
import { runPlan } from '../run-plan';

interface MoveOptions {
  readonly from: string;
  readonly to: string;
  readonly tier?: string;
  readonly finish?: boolean;
  readonly report?: string;
  readonly unusedFor?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
}

const DEFAULT_UNUSED_FOR = '1d';
const OPTION_NAMES = { report: '--report', unusedFor: '--unused-for', force: '--force' } as const;

/** `consumer move K --from A --to B`. */
export function consumerMove(parent: Command, handler: Handler): void {
  const command = parent
    .command('move')
    .description(
      'move a consumer to the gateway of another reseller; both gateways accept it until --finish, the platform only one of them',
    )
    .addArgument(consumerKeyArgument())
    .requiredOption('--from <reseller>', 'reseller whose gateway serves it now')
    .requiredOption('--to <reseller>', 'reseller that it will belong to; its gateway must be deployed')
    .option('--tier <tier>', 'its tier there (default: the tier of the same name)')
    .option('--finish', 'offboard it at the old gateway, once its requests go to the new host')
    .option(
      '--report <file>',
      'with --finish: write the final usage report to this file as CSV, instead of printing it',
    )
    .option(
      '--unused-for <duration>',
      `finish only if it did not call the old gateway for this long (default: ${DEFAULT_UNUSED_FOR})`,
    )
    .option('--force', 'finish even if it still calls the old gateway, or its new API key may not work everywhere');
  dryRunOption(command);
  command.addHelpText(
    'after',
    `\nThe host that requests are signed for changes. The platform accepts requests through the gateway that its property ${PROPERTY} of the new reseller names, and through no other. So the order is: move every consumer of that reseller, set the property and change the URL in their systems in the same minute, then run this again with --finish (docs/how-to/give-a-reseller-its-own-gateway.md).\nAt the new gateway the count against the quota starts again. A later change at one gateway does not reach the other.`,
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
      const needless = (['report', 'unusedFor', 'force'] as const).find((name) => options[name] !== undefined);
      if (needless && !finish) throw new OnboardingError('usage', `${OPTION_NAMES[needless]} needs --finish.`);
      const ports = await context.ports();
      const consumers = new Consumers(ports, context.environment);
      const intent = { from, to, finish, ...(tier !== undefined && { tier: readTier(tier) }) };
      const plan = await consumers.move(consumerKey, intent);
      const old = await consumers.requireGateway(from);
      if (finish && !options.force) {
        const unusedForMs = readOption('--unused-for', options.unusedFor ?? DEFAULT_UNUSED_FOR, readDuration);
        await requireLeft(ports, { consumerKey, from: old, to: plan.gateway, unusedForMs });
      }
      const usage = finish && plan.steps.length > 0 ? await finalUsage(context, old, [consumerKey]) : [];
      if (!options.dryRun) await reportFinalUsage(context, usage, options.report);
      const { url } = plan.gateway;
      const done = finish
        ? `Consumer ${consumerKey} is accepted only at ${url} now.`
        : `Consumer ${consumerKey} is accepted at ${url}, too; a new API key can take a few minutes to work everywhere. ${isOfTokens(plan) ? TOKENS_NEXT : signaturesNext(to)}`;
      const text = { command: 'consumer move', reseller: to, consumerKey, done };
      await runPlan(context, consumers, plan, options, text, { from, finish, url, usage: usageJson(usage).consumers });
    }),
  );
}

/** A token names no URL, so the platform's property does not decide about it. */
const TOKENS_NEXT =
  'The platform accepts its tokens at both URLs: when it has changed its URL, run this again with --finish.';

function signaturesNext(to: string): string {
  return `The platform accepts its requests there once its property ${PROPERTY} of ${to} has this value, and from then on nowhere else. When all consumers of ${to} are moved, set it and change their URL in the same minute; then run this again with --finish.`;
}

function isOfTokens({ steps }: OnboardingPlan): boolean {
  return steps.some((step) => step.kind === 'createCredentials' && step.consumer.subject !== undefined);
}
