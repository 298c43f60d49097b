import { type Command, Option } from 'commander';
import { Consumers } from '../../onboarding/consumers';
import { OnboardingError } from '../../onboarding/errors';
import { describeStep } from '../../onboarding/plan/step';
import { consumerKeyArgument, resellerArgument } from '../options/arguments';
import { commonOptions, dryRunOption, examples } from '../options/common-options';
import type { Context } from '../context';
import { finalUsage, reportFinalUsage } from '../final-usage';
import type { Handler } from '../handle';
import { runPlan } from '../run-plan';
import { promptText } from '../options/secret-input';
import { usageJson } from '../output/usage-json';

interface OffboardOptions {
  readonly confirm?: string;
  readonly undo?: boolean;
  readonly report?: string;
  readonly recoveryDays: string;
  readonly dryRun?: boolean;
}

/** `consumer offboard RESELLER K`. */
export function consumerOffboard(parent: Command, handler: Handler): void {
  const command = parent
    .command('offboard')
    .description('end a consumer: final usage report, API key deleted, credentials deleted after a recovery window')
    .addArgument(resellerArgument())
    .addArgument(consumerKeyArgument())
    .option('--confirm <consumerKey>', 'the key again, instead of typing it at the prompt')
    .option('--report <file>', 'write the final usage report to this file as CSV, instead of printing it')
    .option('--recovery-days <days>', 'number of days in which it can be undone, 7 to 30', '30')
    .addOption(new Option('--undo', 'undo an offboarding').conflicts(['confirm', 'report']));
  dryRunOption(command);
  examples(
    commonOptions(command),
    'consumer offboard alpha crm-prod --confirm crm-prod --report crm-prod.csv',
    'consumer offboard alpha crm-prod --undo',
  );
  command.action(
    handler.run(async (context, options: OffboardOptions, reseller: string, consumerKey: string) => {
      const consumers = new Consumers(await context.ports(), context.environment);
      await (options.undo ? undo : offboard)(context, consumers, options, reseller, consumerKey);
    }),
  );
}

type Offboarding = (
  context: Context,
  consumers: Consumers,
  options: OffboardOptions,
  reseller: string,
  consumerKey: string,
) => Promise<void>;

const offboard: Offboarding = async (context, consumers, options, reseller, consumerKey) => {
  const recoveryDays = Number(options.recoveryDays);
  if (!Number.isInteger(recoveryDays) || recoveryDays < 7 || recoveryDays > 30) {
    throw new OnboardingError('usage', `--recovery-days: got "${options.recoveryDays}", expected 7 to 30`);
  }
  if (!options.dryRun) await confirm(context, consumerKey, options.confirm);
  const plan = await consumers.offboard(reseller, consumerKey, recoveryDays);
  const usage = plan.steps.length > 0 ? await finalUsage(context, plan.gateway, [consumerKey]) : [];
  if (!options.dryRun) await reportFinalUsage(context, usage, options.report);
  const done = `Consumer ${consumerKey} is offboarded; within ${recoveryDays} days --undo restores it.`;
  const text = { command: 'consumer offboard', reseller, consumerKey, done };
  await runPlan(context, consumers, plan, options, text, { usage: usageJson(usage).consumers });
};

const undo: Offboarding = async (context, consumers, options, reseller, consumerKey) => {
  const text = { command: 'consumer offboard --undo', reseller, consumerKey };
  const restore = await consumers.restore(reseller, consumerKey);
  if (options.dryRun && restore.steps.length > 0) {
    // The further steps are known only once the credentials are restored.
    return runPlan(context, consumers, restore, options, { ...text, done: '' });
  }
  await consumers.apply(restore, (step) => context.out.line(`done  ${describeStep(step).detail}`));
  const comeBack = await consumers.comeBack(reseller, consumerKey);
  const renewed = comeBack.steps.some(({ kind }) => kind === 'createApiKey');
  const done = `Consumer ${consumerKey} is back, as it was${renewed ? '; its quota count starts again' : ''}.`;
  await runPlan(
    context,
    consumers,
    comeBack,
    options,
    { ...text, done },
    {
      restored: restore.steps.length > 0,
    },
  );
};

async function confirm({ io }: Context, consumerKey: string, given: string | undefined): Promise<void> {
  const typed = given ?? (await promptText(io, `Type the consumer key to offboard ${consumerKey}:`));
  if (typed === consumerKey) return;
  const problem =
    typed === undefined ? 'There is no terminal to ask on: use --confirm' : 'The key given to confirm does not match';
  throw new OnboardingError('usage', `${problem}; nothing was changed. Expected: ${consumerKey}.`);
}
