import type { Consumers, OnboardingPlan } from '../onboarding/consumers';
import { describeStep, type StepDescription } from '../onboarding/plan/step';
import type { Context } from './context';

/** What a changing command prints with `--json`. */
export interface ChangeResult {
  readonly command: string;
  readonly environment: string;
  readonly gateway: string;
  readonly reseller: string;
  readonly consumerKey: string;
  readonly dryRun: boolean;
  /** Every step of the onboarding plan; empty when there was nothing to do. */
  readonly steps: readonly StepDescription[];
}

/** What is printed besides the steps. */
export interface ChangeText {
  readonly command: string;
  readonly reseller: string;
  readonly consumerKey: string;
  /** Sentence that tells the result, once there was something to do. */
  readonly done: string;
}

/** Applies a plan, telling each step; with `dryRun` only shows it. */
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
    if (steps.length === 0) return 'Nothing to do: everything is as asked for.';
    return dryRun ? 'Nothing was changed (--dry-run).' : text.done;
  });
}

function sentence({ detail, target }: StepDescription): string {
  return `${detail}: ${target}`;
}
