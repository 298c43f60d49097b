import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import { DENY_REFUSALS, GATEWAY_REFUSALS } from '../../../lambda/authorizer/contract';
import type { GatewayDescriptor } from '../../descriptor';
import { logOf } from '../../logs/log-entry';
import { matches, type RequestFilter, STATUS_PATTERN } from '../../logs/request-filter';
import type { LoggedRequest } from '../../logs/request-join';
import { recordOf } from '../../logs/request-record';
import { followRequests, pastRequests, type WatchOptions } from '../../logs/watch';
import { OnboardingError } from '../../onboarding/errors';
import { readConsumerKey } from '../../onboarding/fields/identity';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import type { LogGroup, LogReader } from '../../onboarding/ports';
import type { Context } from '../context';
import type { Handler } from '../handle';
import { resellerArgument } from '../options/arguments';
import { commonOptions, examples } from '../options/common-options';
import { readSince } from '../options/since-option';
import { requestText } from '../output/request-text';

interface LogsOptions {
  readonly follow?: boolean;
  readonly poll?: boolean;
  readonly consumer?: string;
  readonly reason?: string;
  readonly status?: string;
  readonly since: string;
  readonly count?: number;
}

const LEGEND = `
A line is: time (UTC), status, method and path, consumer, reason, milliseconds in all/authorizer/UI node, request id.
A consumer key with a question mark is only claimed: the signature did not verify. A request that only one log knows is
shown after a short wait, and again when the missing line comes.

--follow uses CloudWatch Logs Live Tail, which AWS bills by the minute and ends after three hours; then a new session
begins. Where it is not available, or with --poll, the logs are read every two seconds. A pipe that closes, such as that to
head, ends the command only when it writes the next line: --count ends it at once.`;

/** `logs RESELLER`. */
export function logs(parent: Command, handler: Handler): void {
  const command = parent
    .command('logs')
    .description("show a gateway's requests, one a line: its logs joined by request id")
    .addArgument(resellerArgument())
    .option('--follow', 'go on with new requests until Ctrl-C')
    .option('--poll', 'with --follow: read the logs every two seconds instead of Live Tail')
    .option('--consumer <key>', 'only requests of this consumer, or that claim its key', readConsumerKey)
    .option('--reason <code>', 'only requests with this reason, such as signature_invalid or allowed')
    .option('--status <status>', 'only requests with this status, or a class such as 4xx')
    .option('--count <n>', 'end after this many requests', readCount)
    .option('--since <time>', 'a duration back such as 15m or 2h, or a time', '15m')
    .addHelpText('after', LEGEND);
  examples(
    commonOptions(command),
    'logs alpha --follow',
    'logs alpha --follow --status 5xx --count 1',
    'logs alpha --since 2h --status 4xx',
    'logs alpha --consumer crm-prod --reason signature_invalid --json',
  );
  command.action(
    handler.run(async (context, options: LogsOptions, reseller: string) => {
      const from = readSince(options.since, context.io.now());
      const filter = readFilter(options);
      if (filter.reason !== undefined && !isCode(filter.reason))
        context.out.notice(
          `notice: ${JSON.stringify(filter.reason)} is not a code of this version; "aps-gateway explain" lists the codes`,
        );
      const ports = await context.ports();
      const gateway = await requireGateway(ports.gateways, context.environment, reseller);
      const reader = await ports.logReader();
      const groups = await requireGroups(reader, gateway);
      const requests = options.follow
        ? follow(context, reader, { from, groups, by: options.poll ? 'poll' : 'liveTail' })
        : pastRequests(reader, { from, groups, to: context.io.now() });
      const all = gateway.resellerId === reseller;
      if (!all)
        context.out.notice(
          `notice: the gateway of ${gateway.resellerId} serves ${reseller}: requests that do not verify are in "logs ${gateway.resellerId}"`,
        );
      const shown = await show(context, requests, { ...filter, ...(!all && { reseller }) }, options.count);
      if (shown === 0 && !options.follow) context.out.notice(`No such requests since ${from.toISOString()}.`);
    }),
  );
}

/**
 * Reads --count.
 *
 * @throws OnboardingError `usage`
 */
function readCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new OnboardingError('usage', `--count: got ${JSON.stringify(text)}, expected a whole number from 1 on`);
}

function readFilter({ consumer, reason, status }: LogsOptions): RequestFilter {
  if (status !== undefined && !STATUS_PATTERN.test(status)) {
    throw new OnboardingError('usage', `--status: got ${JSON.stringify(status)}, expected a status or 1xx to 5xx`);
  }
  return {
    ...(consumer !== undefined && { consumerKey: consumer }),
    ...(reason !== undefined && { reason }),
    ...(status !== undefined && { status }),
  };
}

function isCode(reason: string): boolean {
  return [...Object.keys(DENY_REFUSALS), ...Object.keys(GATEWAY_REFUSALS), 'allowed'].includes(reason);
}

/** Log groups of a gateway's requests. */
async function requireGroups(
  reader: LogReader,
  { accessLogGroup, resellerId }: GatewayDescriptor,
): Promise<readonly LogGroup[]> {
  const groups = await reader.groups(accessLogGroup.replace(/access$/, ''));
  const found = groups.filter(({ name }) => logOf(name) !== undefined);
  if (found.length > 0) return found;
  throw new OnboardingError(
    'notFound',
    `The gateway of ${resellerId} has no log group ${accessLogGroup}. Deploy its stack again; until then there is nothing to show.`,
  );
}

function follow(
  { io, out }: Context,
  reader: LogReader,
  what: WatchOptions & { readonly by: 'liveTail' | 'poll' },
): AsyncIterable<LoggedRequest> {
  return followRequests(reader, {
    ...what,
    signal: io.interruption(),
    now: () => io.now(),
    sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }).catch(() => undefined),
    onNotice: (sentence) => out.notice(`notice: ${sentence}`),
  });
}

/** Prints the requests that match, at most `count`, and returns how many it printed. */
async function show(
  { out }: Context,
  requests: AsyncIterable<LoggedRequest>,
  filter: RequestFilter,
  count = Number.POSITIVE_INFINITY,
): Promise<number> {
  let shown = 0;
  for await (const request of requests) {
    const record = recordOf(request);
    if (!matches(record, filter)) continue;
    const { requestId, taken } = request;
    const again = taken !== undefined && matches(recordOf({ requestId, lines: taken }), filter);
    out.each(again ? { ...record, again } : record, () => requestText(record, again, out.colors));
    if (!again) shown += 1;
    if (shown >= count) break;
  }
  return shown;
}
