import { type Command, Option } from 'commander';
import { OnboardingError } from '../../onboarding/errors';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import { type ListedConsumer, listConsumers } from '../../onboarding/inventory/list-consumers';
import {
  expiryOf,
  filterConsumers,
  LISTED_STATUSES,
  type ListFilter,
  statusOf,
} from '../../onboarding/inventory/filter-consumers';
import type { GatewayDirectory } from '../../onboarding/gateway-directory';
import { DAY_MS } from '../../periods';
import { ACTIVITY_DAYS } from '../../onboarding/activity/last-used';
import { activityJson, type KnownActivity, lastUseText, tryReadActivity } from '../activity';
import { optionalResellerArgument } from '../options/arguments';
import { commonOptions, examples } from '../options/common-options';
import { consumerJson } from '../output/consumer-json';
import { lastChangeText } from '../output/last-change';
import type { Context } from '../context';
import type { Handler } from '../handle';
import { type Output, table } from '../output/output';

const SOON_MS = 30 * DAY_MS;
const HEAD = ['CONSUMER', 'RESELLER', 'TIER', 'STATUS', 'NAME', 'EXPIRES', 'LAST ROTATION'];

const NOT_DEPLOYED: KnownActivity = { problem: 'its gateway is not deployed' };

interface ListOptions extends Omit<ListFilter, 'reseller'> {
  readonly activity?: boolean;
}

/** `consumer list [RESELLER]`. */
export function consumerList(parent: Command, handler: Handler): void {
  const command = parent
    .command('list')
    .alias('ls')
    .description('list consumers, without reading any secret')
    .addArgument(optionalResellerArgument())
    .option('--tier <tier>', 'only consumers on this tier')
    .addOption(
      new Option(
        '--status <status>',
        'only consumers in this state; offboarded ones are listed only with this option',
      ).choices(LISTED_STATUSES),
    )
    .option(
      '--text <text>',
      'only consumers with this text in their key, status, dates, facts or rules, such as a name or an address',
    )
    .option(
      '--activity',
      `also show who changed each last, and when each was last used, from the authorizer's log of the last ${ACTIVITY_DAYS} days`,
    );
  examples(commonOptions(command), 'consumer list', 'consumer list alpha --status suspended', 'consumer list --json');
  command.action(
    handler.run(async (context, options: ListOptions, reseller?: string) => {
      const listed = await readList(
        context,
        { ...options, ...(reseller !== undefined && { reseller }) },
        'withLeftBehind',
      );
      const now = context.io.now();
      const activity = options.activity ? await activityOf(context, listed) : undefined;
      const used = (entry: ListedConsumer) =>
        activity ? [changeOf(entry), lastUseText(activity.get(entry.gateway), entry.consumerKey)] : [];
      const rows = listed.map((entry) => [...row(entry, context.out, now), ...used(entry)]);
      const head = activity ? [...HEAD, 'LAST CHANGE', 'LAST USED'] : HEAD;
      const text = rows.length === 0 ? 'No consumers.' : await table(head, rows, context.out.colors);
      const consumers = listed.map((entry) => ({
        ...consumerJson(entry, now),
        ...(activity && { activity: activityJson(activity.get(entry.gateway) ?? NOT_DEPLOYED, entry.consumer) }),
      }));
      context.out.result({ consumers }, () => text);
      await noticeUnmetered(context, listed);
    }),
  );
}

/** Activity at each gateway of the listed consumers, one after the other. */
async function activityOf(
  context: Context,
  listed: readonly ListedConsumer[],
): Promise<ReadonlyMap<string, KnownActivity>> {
  const found = new Map<string, KnownActivity>();
  const owners = new Set(listed.map(({ gateway }) => gateway));
  const { gateways } = await context.ports();
  const leaveOut = (problem: string) => context.out.notice(`warning: last use unknown: ${problem}`);
  for (const gateway of await gateways.list(context.environment, leaveOut)) {
    if (!owners.has(gateway.resellerId)) continue;
    const activity = await tryReadActivity(context, gateway);
    found.set(gateway.resellerId, activity);
    context.out.notice(
      'problem' in activity
        ? `notice: last use unknown at the gateway of ${gateway.resellerId}: ${activity.problem}`
        : `notice: last use is from the log of the gateway of ${gateway.resellerId}, from ${activity.from.toISOString()} to ${activity.to.toISOString()}`,
    );
  }
  return found;
}

/**
 * Lists the consumers of a reseller or environment that meet a filter.
 *
 * @param strays the owner of a gateway also lists the consumers of resellers that the gateway no longer serves, or not
 * @throws OnboardingError `notFound` when nothing is deployed there
 */
export async function readList(
  context: Context,
  filter: ListFilter,
  strays: 'withLeftBehind' | 'ofReseller' = 'ofReseller',
): Promise<readonly ListedConsumer[]> {
  const { credentials, gateways } = await context.ports();
  const { reseller, tier, status, text } = filter;
  const gateway = reseller === undefined ? undefined : await requireGateway(gateways, context.environment, reseller);
  const all = await listConsumers(credentials, context.environment, gateway);
  if (!gateway && all.length === 0) await requireDeployment(gateways, context.environment);
  return filterConsumers(
    all,
    {
      ...(reseller !== undefined && { reseller }),
      ...(gateway && strays === 'withLeftBehind' && { serves: gateway.serves }),
      ...(tier !== undefined && { tier }),
      ...(status !== undefined && { status }),
      ...(text !== undefined && { text }),
    },
    context.io.now(),
  );
}

/** Names the consumers whose tier has no usage plan, because a deployment removed the tier. */
async function noticeUnmetered(context: Context, listed: readonly ListedConsumer[]): Promise<void> {
  if (listed.length === 0) return;
  const { gateways } = await context.ports();
  const leaveOut = (problem: string) => context.out.notice(`warning: tiers not checked: ${problem}`);
  const deployed = await gateways.list(context.environment, leaveOut);
  const plans = new Map(deployed.map((one) => [one.resellerId, one.usagePlans]));
  const unmetered = listed.filter(({ gateway, consumer, deletedAt }) => {
    const usagePlans = plans.get(gateway);
    return usagePlans && consumer && !deletedAt && !Object.hasOwn(usagePlans, consumer.tier);
  });
  if (unmetered.length === 0) return;
  const keys = unmetered.map(({ consumerKey }) => consumerKey).join(', ');
  context.out.notice(
    `notice: the tier of these has no usage plan, so every request is refused with 403; run "doctor": ${keys}`,
  );
}

async function requireDeployment(gateways: GatewayDirectory, environment: string): Promise<void> {
  const unread: string[] = [];
  const deployed = await gateways.list(environment, (problem) => unread.push(problem));
  if (deployed.length + unread.length > 0) return;
  throw new OnboardingError(
    'notFound',
    `No gateway is deployed in environment ${environment}. Deploy its stacks, or check --environment, --region and --profile.`,
  );
}

function row(entry: ListedConsumer, { colors }: Output, now: Date): string[] {
  const { consumerKey, consumer } = entry;
  const status = statusOf(entry, now);
  const expires = expiryOf(entry);
  const soon = expires !== undefined && Date.parse(expires) - now.getTime() < SOON_MS;
  return [
    consumerKey,
    consumer?.reseller ?? '?',
    consumer?.tier ?? '?',
    status === 'active' ? colors.green(status) : colors.yellow(status),
    consumer?.about.displayName ?? '',
    expires === undefined ? 'never' : soon ? colors.red(day(expires)) : day(expires),
    consumer?.about.rotatedAt === undefined ? '' : day(consumer.about.rotatedAt),
  ];
}

function changeOf({ consumer, lastChangedAt }: ListedConsumer): string {
  if (consumer?.lastChange) return lastChangeText(consumer.lastChange);
  return lastChangedAt ? `${lastChangedAt.toISOString()}, caller not recorded` : 'unknown';
}

function day(instant: string): string {
  return instant.slice(0, 10);
}
