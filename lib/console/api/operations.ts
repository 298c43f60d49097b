import { OnboardingError } from '../../onboarding/errors';
import type { ApiCall } from '../server/api';
import { namedShedding } from './caller-names';
import { consumerDetails, searchableConsumers } from './consumer-fields';
import { resellerDetails } from './reseller-details';
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
  { ...read('/api/resellers/:reseller', 'reseller show'), shows: resellerDetails },
  { ...read('/api/shedding', 'shed'), shows: namedShedding },
  {
    ...read('/api/resellers/:reseller/consumers', 'consumer list', ['status', 'activity']),
    shows: searchableConsumers,
  },
  { ...read('/api/resellers/:reseller/consumers/:consumerKey', 'consumer show'), shows: consumerDetails },
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

/** Sends requests with the real credentials of the consumer, or with a token of it, and keeps the result. */
export const VERIFY: Operation = {
  method: 'POST',
  path: '/api/resellers/:reseller/verify',
  changes: true,
  command: ({ params: { reseller }, body }) => {
    const { consumerKey, token } = (body ?? {}) as { readonly consumerKey?: unknown; readonly token?: unknown };
    if (typeof consumerKey !== 'string' || !['string', 'undefined'].includes(typeof token))
      throw new OnboardingError('usage', 'The body of a verification has a consumerKey, and for a subject its token.');
    const signed = words('verify', { 'consumer-key': consumerKey }, [reseller]);
    if (typeof token !== 'string') return { words: signed };
    // On standard input: other users see a command line.
    return { words: words('verify', { 'consumer-key': consumerKey, 'token-file': '-' }, [reseller]), stdin: token };
  },
};

function read(path: string, command: string, allowed: readonly string[] = []): Operation {
  return {
    method: 'GET',
    path,
    command: ({ params, query }) => ({ words: words(command, optionsIn(query, allowed), Object.values(params)) }),
  };
}

function optionsIn(query: URLSearchParams, allowed: readonly string[]): Readonly<Record<string, string | true>> {
  const unknown = [...query.keys()].filter((name) => !allowed.includes(name));
  if (unknown.length > 0) throw new OnboardingError('usage', `The call has no option ${unknown.join(', ')}.`);
  return Object.fromEntries([...query].map(([name, value]) => [name, value === '' ? true : value] as const));
}

/**
 * Words of a command line. Values follow `=` and arguments follow `--`, so that no value is taken for an
 * option.
 */
export function words(
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
