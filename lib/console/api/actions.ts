import { OnboardingError } from '../../onboarding/errors';
import type { ActionBody, SheddingView, StepView } from '../contract';
import { CONSUMER_FIELDS } from './consumer-fields';
import { type CommandLine, words } from './operations';

/** A command that changes something. */
interface ActionCommand {
  readonly command: string;
  /** Options that the page may give, without `--`. */
  readonly options: readonly string[];
  /** Returns the steps in the result of a dry run. @default its `steps` */
  readonly stepsOf?: (result: unknown) => readonly StepView[];
}

const FIELDS = CONSUMER_FIELDS.map(({ option }) => option);

/** Options that each action takes. The page can name no others, and no command that is not here. */
const ACTIONS: Readonly<Record<string, ActionCommand>> = {
  onboard: {
    command: 'consumer onboard',
    options: ['key', 'subject', 'tier', 'secret-expires', 'secret-stdin', ...FIELDS],
  },
  update: { command: 'consumer update', options: ['tier', 'carry-usage', 'debug-until', ...FIELDS] },
  suspend: { command: 'consumer suspend', options: [] },
  resume: { command: 'consumer resume', options: [] },
  unlock: { command: 'consumer unlock', options: ['source'] },
  rotate: {
    command: 'consumer rotate',
    options: ['overlap', 'secret-expires', 'finish', 'unused-for', 'force', 'revert', 'secret-stdin'],
  },
  offboard: { command: 'consumer offboard', options: ['confirm', 'recovery-days', 'undo'] },
  'move-tier': {
    command: 'consumer move-tier',
    options: ['from', 'to', 'carry-usage', 'at-once'],
    stepsOf: movedConsumers,
  },
  extend: { command: 'usage extend', options: ['by', 'tier'] },
  shed: { command: 'shed', options: ['from', 'for', 'stop'], stepsOf: shedSteps },
};

/** Every action, as the page may ask for it. */
export const ACTION_COMMANDS: readonly (readonly [name: string, action: ActionCommand])[] = Object.entries(ACTIONS);

/**
 * Returns the steps of a plan that a dry run of an action printed.
 *
 * @throws OnboardingError `notFound` for an unknown action
 */
export function plannedSteps(name: string, result: unknown): readonly StepView[] {
  const { stepsOf = ownSteps } = requireAction(name);
  return stepsOf(result);
}

function ownSteps(result: unknown): readonly StepView[] {
  return ((result ?? {}) as { readonly steps?: readonly StepView[] }).steps ?? [];
}

/** The consumers of a bulk change, each as a step. */
function movedConsumers(result: unknown): readonly StepView[] {
  const {
    results = [],
    from,
    to,
  } = (result ?? {}) as {
    readonly results?: readonly { readonly consumerKey: string; readonly outcome: string; readonly reason?: string }[];
    readonly from?: string;
    readonly to?: string;
  };
  return results.map(({ consumerKey, outcome, reason }) => ({
    action: 'moveTier',
    target: consumerKey,
    detail: reason === undefined ? `move from tier ${from} to ${to}` : `${outcome}: ${reason}`,
  }));
}

/** The tiers of each gateway that a level refuses, each gateway as a step; or its end. */
function shedSteps(result: unknown): readonly StepView[] {
  const { action, environment, holds, gateways, automaticPause } = result as SheddingView & {
    readonly action: 'set' | 'stop';
    readonly environment: string;
  };
  if (action === 'stop') {
    const paused = automaticPause ? `, and pause automatic shedding until ${automaticPause.until}` : '';
    return [{ action, target: environment, detail: `serve every tier again${paused}, in the environment` }];
  }
  return gateways.map(({ gateway, deployed, tiers }) => {
    const names = tiers.map(({ tier, priority }) => `${tier} (${priority})`).join(', ');
    const refused = tiers.length === 0 ? 'refuse no tier' : `refuse ${names} until ${holds?.until}`;
    const detail = deployed
      ? `${refused}, at gateway`
      : 'deploy it with shedding declared; until then nothing changes at';
    return { action, target: gateway, detail };
  });
}

function requireAction(name: string): ActionCommand {
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!action) throw new OnboardingError('notFound', `The console has no action ${JSON.stringify(name)}.`);
  return action;
}

/**
 * The command line of an action.
 *
 * @throws OnboardingError `usage` for an unknown action or option
 */
export function actionCommand(name: string, body: ActionBody): CommandLine {
  const action = requireAction(name);
  const { reseller, consumerKey, options, secret, dryRun } = body;
  const unknown = Object.keys(options).filter((option) => !action.options.includes(option));
  if (unknown.length > 0)
    throw new OnboardingError(
      'usage',
      `${name} has no option ${unknown.join(', ')}; it has ${action.options.join(', ')}.`,
    );
  const given = { ...options, ...(secret !== undefined && { 'secret-stdin': true as const }) };
  return {
    words: words(action.command, { ...given, ...(dryRun && { 'dry-run': true as const }) }, [reseller, consumerKey]),
    ...(secret !== undefined && { stdin: secret }),
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** @throws OnboardingError `usage` for another shape */
export function requireActionBody(body: unknown): ActionBody {
  const { reseller, consumerKey, options, secret, dryRun, shown } = (body ?? {}) as Partial<
    Record<keyof ActionBody, unknown>
  >;
  const isOptions =
    typeof options === 'object' &&
    options !== null &&
    Object.values(options).every((value) => isText(value) || value === true);
  if (
    (reseller === undefined || isText(reseller)) &&
    (consumerKey === undefined || isText(consumerKey)) &&
    (secret === undefined || isText(secret)) &&
    typeof dryRun === 'boolean' &&
    (shown === undefined || Array.isArray(shown)) &&
    isOptions
  )
    return {
      ...(reseller !== undefined && { reseller }),
      ...(consumerKey !== undefined && { consumerKey }),
      options: options as ActionBody['options'],
      ...(secret !== undefined && { secret }),
      dryRun,
      ...(shown !== undefined && { shown: shown as readonly StepView[] }),
    };
  throw new OnboardingError(
    'usage',
    'The body of an action has reseller, consumerKey, options, secret, dryRun and shown.',
  );
}
