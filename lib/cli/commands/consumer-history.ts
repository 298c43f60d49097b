import type { Command } from 'commander';
import { callerName } from '../../onboarding/caller-name';
import { OnboardingError } from '../../onboarding/errors';
import { readDuration } from '../../onboarding/fields/duration';
import {
  type ConsumerHistory,
  type HistoryEntry,
  type HistoryRequest,
  lookupsOf,
  readHistory,
} from '../../onboarding/history/read-history';
import { listed } from '../../onboarding/inventory/list-consumers';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import { consumerName } from '../../onboarding/names';
import { requireReseller, unknownConsumer } from '../../onboarding/plan/require-consumer';
import { DAY_MS } from '../../periods';
import { consumerKeyArgument, resellerArgument } from '../options/arguments';
import { commonOptions, examples } from '../options/common-options';
import type { Context } from '../context';
import { readOption } from '../options/end-option';
import type { Handler } from '../handle';
import { table } from '../output/output';
import { progressBar } from '../output/progress';

/** CloudTrail keeps events this long. */
const KEPT_DAYS = 90;
const HEAD = ['WHEN', 'WHO', 'FROM', 'WHAT'];

interface HistoryOptions {
  readonly since: string;
  readonly reads?: boolean;
}

/** `consumer history RESELLER K`. */
export function consumerHistory(parent: Command, handler: Handler): void {
  const command = parent
    .command('history')
    .description('list who changed a consumer, when and from which address, from CloudTrail')
    .addArgument(resellerArgument())
    .addArgument(consumerKeyArgument())
    .option('--since <duration>', `how far back to look; CloudTrail keeps ${KEPT_DAYS} days`, `${KEPT_DAYS}d`)
    .option('--reads', "also list who read the credentials, except the gateway's own function");
  examples(
    commonOptions(command),
    'consumer history alpha crm-prod',
    'consumer history alpha crm-prod --since 7d --reads',
  );
  command.action(
    handler.run(async (context, options: HistoryOptions, reseller: string, consumerKey: string) => {
      const since = readOption('--since', options.since, readDuration);
      if (since === 0 || since > KEPT_DAYS * DAY_MS) {
        const got = JSON.stringify(options.since);
        throw new OnboardingError('usage', `--since: got ${got}, expected more than nothing and at most ${KEPT_DAYS}d`);
      }
      const to = context.io.now();
      const { request, exists } = await historyRequest(context, reseller, consumerKey, {
        from: new Date(to.getTime() - since),
        to,
        reads: options.reads === true,
      });
      const history = await look(context, request);
      if (!exists && history.entries.length === 0) throw unknownConsumer(consumerKey, reseller);
      const text = await historyText(context, history, request);
      const range = { from: request.from.toISOString(), to: to.toISOString() };
      const endedEarly = history.endedEarly.map(({ event, before }) => ({ event, before: before.toISOString() }));
      context.out.result(
        { reseller, consumerKey, ...range, endedEarly, entries: history.entries.map(entryJson) },
        () => text,
      );
      noticeRange(context, request, history);
    }),
  );
}

/** Reads the names by which CloudTrail knows the consumer. Its secret may be gone: its history is not. */
async function historyRequest(
  context: Context,
  reseller: string,
  consumerKey: string,
  asked: Pick<HistoryRequest, 'from' | 'to' | 'reads'>,
): Promise<{ readonly request: HistoryRequest; readonly exists: boolean }> {
  const { credentials, gateways } = await context.ports();
  const gateway = await requireGateway(gateways, context.environment, reseller);
  const entry = await credentials.describe(consumerName(gateway, consumerKey));
  const consumer = entry && listed(gateway.resellerId, consumerKey, entry).consumer;
  if (consumer) requireReseller(consumer, reseller, gateway);
  const request = { gateway, consumerKey, secretArn: entry?.arn, apiKeyId: consumer?.apiKeyId, ...asked };
  return { request, exists: entry !== undefined };
}

async function look(context: Context, request: HistoryRequest): Promise<ConsumerHistory> {
  const ports = await context.ports();
  const bar = await progressBar(context.io, lookupsOf(request), !context.out.json);
  try {
    return await readHistory(await ports.trail(), { ...request, onLookup: () => bar.advance() });
  } finally {
    bar.stop();
  }
}

async function historyText(
  { out }: Context,
  { entries }: ConsumerHistory,
  { consumerKey, from, to }: HistoryRequest,
): Promise<string> {
  if (entries.length === 0) {
    return `CloudTrail has no change of consumer ${consumerKey} from ${from.toISOString()} to ${to.toISOString()}.`;
  }
  const rows = entries.map(({ event, what }) => [
    event.at.toISOString(),
    event.by === undefined ? 'unknown' : callerName(event.by),
    event.address ?? 'unknown',
    event.errorCode === undefined ? what : `failed (${event.errorCode}): ${what}`,
  ]);
  return table(HEAD, rows, out.colors);
}

function entryJson({ event, what }: HistoryEntry) {
  const { at, by = null, address = null, name, errorCode = null } = event;
  return { at: at.toISOString(), by, address, event: name, what, errorCode };
}

function noticeRange({ out }: Context, { from, to }: HistoryRequest, { endedEarly }: ConsumerHistory): void {
  out.notice(
    `notice: looked from ${from.toISOString()} to ${to.toISOString()}; CloudTrail may take 15 minutes to list a call`,
  );
  for (const { event, before } of endedEarly) {
    out.notice(
      `warning: the account has too many ${event} events to look through; those before ${before.toISOString()} are missing here. Use a shorter --since, or search a trail`,
    );
  }
}
