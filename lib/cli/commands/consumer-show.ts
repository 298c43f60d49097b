import { allSettled } from '../../onboarding/all-settled';
import type { Command } from 'commander';
import type { GatewayDescriptor } from '../../descriptor';
import type { LastChange } from '../../onboarding/consumer';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import { debuggedUntil } from '../../onboarding/fields/debug-end';
import { fieldTexts } from '../../onboarding/fields/read-fields';
import { listed, type ListedConsumer } from '../../onboarding/inventory/list-consumers';
import { expiryOf, type ListedStatus, statusOf } from '../../onboarding/inventory/filter-consumers';
import { consumerName, sharedMeterOf } from '../../onboarding/names';
import { requireReseller, unknownConsumer } from '../../onboarding/plan/require-consumer';
import type { Metering } from '../../onboarding/ports';
import { failuresJson, failureTexts, tryReadFailures } from '../failed-attempts';
import { lockTexts, locksJson, readLocks } from '../locks';
import { activityJson, secretUseTexts, tryReadActivity } from '../activity';
import { consumerKeyArgument, resellerArgument } from '../options/arguments';
import { commonOptions, examples } from '../options/common-options';
import { consumerJson } from '../output/consumer-json';
import { lastChangeJson, lastChangeText, recordChangeText } from '../output/last-change';
import type { Handler } from '../handle';

/** The metering of a consumer. */
interface MeteringState {
  readonly apiKeyId: string | null;
  readonly apiKey: 'enabled' | 'disabled' | 'missing';
  /** Tiers whose usage plan holds the API key. */
  readonly tiers: readonly string[];
  /** The reseller whose consumers on the tier share the API key. */
  readonly sharedBy?: string;
  readonly lastChange?: LastChange | undefined;
}

/** `consumer show RESELLER K`. */
export function consumerShow(parent: Command, handler: Handler): void {
  const command = parent
    .command('show')
    .description('show one consumer and how it is metered, without reading its secret')
    .addArgument(resellerArgument())
    .addArgument(consumerKeyArgument())
    .option(
      '--no-activity',
      "do not search the authorizer's log for the last use of its secrets and for failed attempts",
    );
  examples(commonOptions(command), 'consumer show alpha crm-prod');
  command.action(
    handler.run(async (context, options: { readonly activity: boolean }, reseller: string, consumerKey: string) => {
      const { credentials, metering: keys, gateways } = await context.ports();
      const gateway = await requireGateway(gateways, context.environment, reseller);
      const entry = await credentials.describe(consumerName(gateway, consumerKey));
      if (!entry) throw unknownConsumer(consumerKey, reseller);
      const consumer = listed(gateway.resellerId, consumerKey, entry);
      if (consumer.consumer) requireReseller(consumer.consumer, reseller, gateway);
      const metered = await meteringState(keys, gateway, consumer.consumer?.apiKeyId);
      const now = context.io.now();
      const status = statusOf(consumer, now);
      const activity = options.activity ? await tryReadActivity(context, gateway, consumerKey) : undefined;
      if (activity && 'problem' in activity) context.out.notice(`notice: last use unknown: ${activity.problem}`);
      const used = activity && { activity: activityJson(activity, consumer.consumer) };
      const failures = options.activity ? await tryReadFailures(context, gateway, consumerKey) : undefined;
      if (failures && 'problem' in failures) context.out.notice(`notice: failures unknown: ${failures.problem}`);
      const locks = await readLocks(context, gateway, consumerKey);
      const metering = { ...metered, lastChange: lastChangeJson(metered.lastChange) };
      const result = {
        consumer: consumerJson(consumer, now),
        metering,
        url: gateway.url,
        ...used,
        ...(failures && { failures: failuresJson(failures) }),
        ...(locks && { locks: locksJson(locks) }),
      };
      const uses = activity && consumer.consumer ? secretUseTexts(activity, consumer.consumer) : [];
      context.out.result(result, () =>
        describe(
          {
            entry: consumer,
            status,
            metered,
            url: gateway.url,
            uses,
            failures: failures ? failureTexts(failures) : [],
            locks: lockTexts(locks),
            now,
          },
          context.out.colors.bold,
        ),
      );
    }),
  );
}

async function meteringState(
  metering: Metering,
  gateway: GatewayDescriptor,
  apiKeyId: string | undefined,
): Promise<MeteringState> {
  if (apiKeyId === undefined) return { apiKeyId: null, apiKey: 'missing', tiers: [] };
  const [key, planIds] = await allSettled([metering.key(apiKeyId), metering.plansOf(apiKeyId)]);
  const tiers = Object.entries(gateway.usagePlans).flatMap(([tier, id]) => (planIds.includes(id) ? [tier] : []));
  const apiKey = key ? (key.enabled ? 'enabled' : 'disabled') : 'missing';
  const shared = key && sharedMeterOf(gateway, key.name);
  return { apiKeyId, apiKey, tiers, lastChange: key?.lastChange, ...(shared && { sharedBy: shared.reseller }) };
}

interface ShownConsumer {
  readonly entry: ListedConsumer;
  readonly status: ListedStatus;
  readonly metered: MeteringState;
  /** URL of the gateway. */
  readonly url: string;
  /** Last use of each secret; empty if it was not asked for. */
  readonly uses: readonly string[];
  /** Failed attempts of 24 hours; empty if they were not asked for. */
  readonly failures: readonly string[];
  /** Locks at a gateway with a lockout. */
  readonly locks: readonly string[];
  readonly now: Date;
}

function describe(
  { entry, status, metered, url, uses, failures, locks, now }: ShownConsumer,
  bold: (text: string) => string,
): string {
  const { consumer, consumerKey } = entry;
  const secrets = (consumer?.secrets ?? []).map(
    ({ addedAt, validUntil }, index) =>
      `${addedAt ? `since ${addedAt}, ` : ''}${validUntil ? `until ${validUntil}` : 'without end'}${uses[index] ? `, ${uses[index]}` : ''}`,
  );
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['consumer key', consumerKey],
    ['reseller', consumer?.reseller],
    ['gateway', url],
    ['tier', consumer?.tier],
    ['status', status],
    ['expires', expiryOf(entry) ?? 'never'],
    ['subject', consumer?.subject],
    ...secrets.map((text, index) => [`secret ${index + 1}`, text] as const),
    ...failures.map((text) => ['failures in 24 h', text] as const),
    ...locks.map((text) => ['locked out', text] as const),
    ['debugged until', consumer && debuggedUntil(consumer, now)],
    ['onboarded', consumer?.about.onboardedAt],
    ['last rotation', consumer?.about.rotatedAt],
    ['last change', recordChangeText(entry)],
    ['API key', apiKeyText(metered, consumer?.lastChange)],
    ...Object.entries(consumer ? fieldTexts(consumer) : {}),
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${bold(name.padEnd(width))}  ${value}`)
    .join('\n');
}

/** The state of the API key, and its last change if that came after the record's. */
function apiKeyText({ apiKey, tiers, lastChange, sharedBy }: MeteringState, record: LastChange | undefined): string {
  const tier = tiers.length > 0 ? `on tier ${tiers.join(', ')}` : 'on no tier';
  const on = sharedBy === undefined ? tier : `${tier}, shared by all consumers of ${sharedBy} on it`;
  const isLater = lastChange && !(record && Date.parse(lastChange.at) <= Date.parse(record.at));
  return `${apiKey}, ${on}${isLater ? `, last changed ${lastChangeText(lastChange)}` : ''}`;
}
