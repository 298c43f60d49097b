import { OnboardingError } from '../../onboarding/errors';
import type { ActionBody, StepView } from '../contract';
import type { ApiCall } from '../server/api';
import { consumerCounts, fleetUsage, resellerUsage } from './summaries';

/** A command line of the CLI without `--json`, and what it reads from standard input. */
export interface CommandLine {
  readonly words: readonly string[];
  readonly stdin?: string;
}

/** An operation that a command of the CLI carries out. */
export interface Operation {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly changes?: boolean;
  /** The command prints one line of JSON after the other, until the page goes away. */
  readonly follows?: boolean;
  readonly command: (call: ApiCall) => CommandLine;
  /** Sums up the result of the command for the page. */
  readonly shows?: (result: unknown) => unknown;
}

/** Reads that the pages need. Each is a command whose JSON the page shows. */
export const READS: readonly Operation[] = [
  read('/api/resellers', 'reseller list'),
  { ...read('/api/usage', 'usage report', ['all']), shows: fleetUsage },
  { ...read('/api/consumers', 'consumer list'), shows: consumerCounts },
  read('/api/resellers/:reseller', 'reseller show'),
  read('/api/resellers/:reseller/consumers', 'consumer list', ['status', 'activity']),
  read('/api/resellers/:reseller/consumers/:consumerKey', 'consumer show'),
  { ...read('/api/resellers/:reseller/usage', 'usage report'), shows: resellerUsage },
  read('/api/resellers/:reseller/stats', 'stats', ['since']),
  read('/api/resellers/:reseller/consumers/:consumerKey/usage', 'usage report', ['from', 'to', 'month', 'last-month']),
  read('/api/resellers/:reseller/consumers/:consumerKey/history', 'consumer history', ['since']),
  read('/api/status', 'status', ['all', 'within']),
  read('/api/answers', 'stats', ['all', 'since']),
  read('/api/resellers/:reseller/status', 'status', ['within']),
  read('/api/resellers/:reseller/cutover', 'cutover', ['undo']),
  read('/api/trace/:requestId', 'trace', ['reseller']),
  read('/api/resellers/:reseller/doctor', 'doctor'),
  {
    ...read('/api/resellers/:reseller/requests', 'logs', ['since', 'consumer', 'reason', 'status', 'follow', 'poll']),
    follows: true,
  },
];

const FACTS = ['display-name', 'external-reference', 'emails', 'note', 'remark'];
const RULES = [
  'valid-from',
  'valid-until',
  'service-hours',
  'source-ips',
  'source-vpc-endpoints',
  'client-certificates',
  'operations',
  'groups',
  'security-level',
  'signature-methods',
];

/** Options that each action takes. The page can name no others, and no command that is not here. */
const ACTIONS: Readonly<Record<string, { readonly command: string; readonly options: readonly string[] }>> = {
  onboard: {
    command: 'consumer onboard',
    options: ['key', 'tier', 'secret-expires', 'secret-stdin', ...FACTS, ...RULES],
  },
  update: { command: 'consumer update', options: ['tier', 'carry-usage', 'debug-until', ...FACTS, ...RULES] },
  suspend: { command: 'consumer suspend', options: [] },
  resume: { command: 'consumer resume', options: [] },
  rotate: {
    command: 'consumer rotate',
    options: ['overlap', 'secret-expires', 'finish', 'unused-for', 'force', 'revert', 'secret-stdin'],
  },
  offboard: { command: 'consumer offboard', options: ['confirm', 'recovery-days', 'undo'] },
  'move-tier': { command: 'consumer move-tier', options: ['from', 'to', 'carry-usage'] },
  extend: { command: 'usage extend', options: ['by'] },
};

/** Sends signed requests with the real credentials of the consumer, and keeps the result. */
export const VERIFY: Operation = {
  method: 'POST',
  path: '/api/resellers/:reseller/verify',
  changes: true,
  command: ({ params: { reseller }, body }) => {
    const { consumerKey } = (body ?? {}) as { readonly consumerKey?: unknown };
    if (!isText(consumerKey)) throw new OnboardingError('usage', 'The body of a verification has a consumerKey.');
    return { words: words('verify', { 'consumer-key': consumerKey }, [reseller]) };
  },
};

function read(path: string, command: string, allowed: readonly string[] = []): Operation {
  return {
    method: 'GET',
    path,
    command: ({ params, query }) => ({ words: words(command, optionsIn(query, allowed), Object.values(params)) }),
  };
}

/**
 * The command line of an action.
 *
 * @throws OnboardingError `usage` for an unknown action or option
 */
export function actionCommand(name: string, body: ActionBody): CommandLine {
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!action) throw new OnboardingError('notFound', `The console has no action ${JSON.stringify(name)}.`);
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
    isText(reseller) &&
    (consumerKey === undefined || isText(consumerKey)) &&
    (secret === undefined || isText(secret)) &&
    typeof dryRun === 'boolean' &&
    (shown === undefined || Array.isArray(shown)) &&
    isOptions
  )
    return {
      reseller,
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

function optionsIn(query: URLSearchParams, allowed: readonly string[]): Readonly<Record<string, string | true>> {
  const unknown = [...query.keys()].filter((name) => !allowed.includes(name));
  if (unknown.length > 0) throw new OnboardingError('usage', `The call has no option ${unknown.join(', ')}.`);
  return Object.fromEntries([...query].map(([name, value]) => [name, value === '' ? true : value] as const));
}

/** Words of a command line. Values follow `=` and arguments follow `--`, so that no value is taken for an option. */
function words(
  command: string,
  options: Readonly<Record<string, string | true>>,
  given: readonly (string | undefined)[],
): readonly string[] {
  return [
    ...command.split(' '),
    ...Object.entries(options).map(([name, value]) => (value === true ? `--${name}` : `--${name}=${value}`)),
    '--',
    ...given.filter((argument) => argument !== undefined),
  ];
}
