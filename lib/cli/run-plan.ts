import type { Consumers, OnboardingPlan } from '../onboarding/consumers';
import { describeStep, type StepDescription } from '../onboarding/plan/step';
import type { Context } from './context';

/** JSON output of a command that changes a consumer. */
export interface ChangeResult {
  readonly command: string;
  readonly environment: string;
  readonly gateway: string;
  readonly reseller: string;
  readonly consumerKey: string;
  readonly dryRun: boolean;
  /** Every step of the onboarding plan; empty if there was nothing to do. */
  readonly steps: readonly StepDescription[];
}

/** Texts that are printed in addition to the steps. */
export interface ChangeText {
  readonly command: string;
  readonly reseller: string;
  readonly consumerKey: string;
  /** Sentence for the result, if there was something to do. */
  readonly done: string;
  /** Sentence for the result, if there was nothing to do; by default, that everything is as requested. */
  readonly nothing?: string;
}

/** Applies a plan and prints each step; with `dryRun`, only prints them. */
export async function runPlan(
  context: Context,
  consumers: Consumers,
  plan: OnboardingPlan,
  { dryRun = false }: { readonly dryRun?: boolean },
  text: ChangeText,
  extra: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { out } = context;
  const { colors } = out;
  const steps = plan.steps.map(describeStep);
  if (dryRun) for (const step of steps) out.line(`${colors.yellow('would')} ${sentence(step)}`);
  else await consumers.apply(plan, (step) => out.line(`${colors.green('done')}  ${sentence(describeStep(step))}`));
  noticeOldGateway(context, plan, text);
  const result: ChangeResult = {
    command: text.command,
    environment: context.environment,
    gateway: plan.gateway.resellerId,
    reseller: text.reseller,
    consumerKey: text.consumerKey,
    dryRun,
    steps,
  };
  out.result({ ...result, ...extra }, () => {
    if (steps.length === 0) return `Nothing to do: ${text.nothing ?? 'everything is already as requested.'}`;
    return dryRun ? 'Nothing was changed (--dry-run).' : text.done;
  });
}

/** Says that a change does not reach the gateway that a consumer is moving from. */
function noticeOldGateway({ out }: Context, { steps }: OnboardingPlan, { consumerKey, reseller }: ChangeText): void {
  const changed = steps.find((step) => step.kind === 'updateCredentials');
  const old = changed?.consumer.about.movedFrom;
  if (old === undefined) return;
  out.notice(
    `notice: the gateway of ${old} still accepts consumer ${consumerKey}, and this change does not reach it. Make the change for ${old} too, or end the consumer there with "consumer move ${consumerKey} --from ${old} --to ${reseller} --finish".`,
  );
}

function sentence({ detail, target }: StepDescription): string {
  return `${detail}: ${target}`;
}
