import { allSettled } from '../all-settled';
import type { GatewayDescriptor } from '../../descriptor';
import { applySteps } from '../apply';
import type { PublicConsumer } from '../consumer';
import { planContext } from '../consumers';
import { differences } from '../fields/differences';
import { withoutRemovals } from '../fields/read-fields';
import { type ConsumerResult, forEachAtOnce } from '../for-each-at-once';
import { type ListedConsumer, listConsumers } from '../inventory/list-consumers';
import { readApiKeys } from '../inventory/read-api-keys';
import { readCurrentState } from '../inventory/read-current-state';
import { consumerName } from '../names';
import type { CurrentState } from '../plan/current-state';
import { type OnboardIntent, planOnboard } from '../plan/onboard';
import type { CredentialsStore, OnboardingPorts } from '../ports';
import { type ConsumerRecord, type ReadRecord, toRecord } from './records';

export type ImportOutcome = 'onboarded' | 'unchanged' | 'would onboard';

/** Result of one record. */
export type ImportResult = ConsumerResult<ImportOutcome>;

/** An import into one gateway. */
export interface Import {
  readonly gateway: GatewayDescriptor;
  readonly records: readonly ReadRecord[];
  /** Consumer secrets by consumer key. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly dryRun: boolean;
}

/**
 * Onboards many consumers, planned from one reading of the gateway. A refused record does not stop the others.
 *
 * @param onResult called with each result as soon as it is known
 * @returns the results in the order of the records
 */
export async function importConsumers(
  ports: OnboardingPorts,
  { gateway, records, secrets, dryRun }: Import,
  onResult: (result: ImportResult) => void,
): Promise<readonly ImportResult[]> {
  const importer = new Importer(ports, gateway, await readExisting(ports, gateway), dryRun);
  return forEachAtOnce(records, (record) => importer.import(record, secrets.get(record.consumerKey)), onResult);
}

interface Existing {
  readonly consumers: ReadonlyMap<string, ListedConsumer>;
  /** Consumer keys with an API key. */
  readonly metered: ReadonlySet<string>;
}

/** Reads everything that exists at a gateway, in pages instead of consumer by consumer. */
async function readExisting({ credentials, metering }: OnboardingPorts, gateway: GatewayDescriptor): Promise<Existing> {
  const [listed, apiKeys] = await allSettled([
    listConsumers(credentials, gateway.environment, gateway),
    readApiKeys(metering, gateway),
  ]);
  return { consumers: new Map(listed.map((entry) => [entry.consumerKey, entry])), metered: new Set(apiKeys.keys()) };
}

class Importer {
  constructor(
    private readonly ports: OnboardingPorts,
    private readonly gateway: GatewayDescriptor,
    private readonly existing: Existing,
    private readonly dryRun: boolean,
  ) {}

  async import(record: ReadRecord, secret: string | undefined): Promise<Outcome> {
    const entry = this.existing.consumers.get(record.consumerKey);
    return entry ? this.compare(entry, record, secret) : this.onboard(record, secret);
  }

  private async onboard(record: ReadRecord, secret: string | undefined): Promise<Outcome> {
    if (secret === undefined) return refused('the secrets file has no consumer secret for it');
    const { consumerKey } = record;
    const current: CurrentState = this.existing.metered.has(consumerKey)
      ? await readCurrentState(this.ports, this.gateway, consumerKey)
      : {
          consumerKey,
          name: consumerName(this.gateway, consumerKey),
          credentials: { state: 'absent' },
          apiKeys: [],
        };
    const steps = planOnboard(current, intentOf(record, secret), planContext(this.ports, this.gateway));
    if (this.dryRun) return { outcome: 'would onboard' };
    await applySteps(steps, this.ports);
    return { outcome: 'onboarded' };
  }

  /** Refuses a record that differs from the existing consumer. */
  private async compare(entry: ListedConsumer, record: ReadRecord, secret: string | undefined): Promise<Outcome> {
    if (entry.deletedAt) return refused('it was offboarded; restore it with "consumer offboard --undo"');
    const { consumer } = entry;
    if (!consumer) return refused('its public record cannot be read; run "doctor --repair"');
    if (consumer.about.offboarding) {
      return refused('its offboarding did not finish; run "consumer offboard" again, or with --undo');
    }
    const differing = differences(toRecord(consumer), recordOf(record, consumer));
    if (differing.length > 0) {
      return refused(
        `it is onboarded with another ${differing.join(', ')}; use "consumer update", "suspend" or "resume"`,
      );
    }
    const name = consumerName(this.gateway, record.consumerKey);
    if (secret === undefined || (await isNewest(this.ports.credentials, name, secret))) return { outcome: 'unchanged' };
    return refused('it is onboarded with another secret; use "consumer rotate"');
  }
}

type Outcome = Omit<ImportResult, 'consumerKey'>;

function refused(reason: string): Outcome {
  return { outcome: 'refused', reason };
}

async function isNewest(credentials: CredentialsStore, name: string, secret: string): Promise<boolean> {
  const stored = await credentials.read(name);
  return stored.state === 'stored' && stored.consumer.secrets[0].value === secret;
}

function intentOf(record: ReadRecord, secret: string): OnboardIntent {
  const { consumerKey, reseller, tier, status, facts, rules } = record;
  const given = withoutRemovals(rules);
  return {
    consumerKey,
    reseller,
    tier,
    ...(status !== undefined && { status }),
    secret,
    facts: withoutRemovals(facts),
    ...(Object.keys(given).length > 0 && { rules: given }),
  };
}

/** Returns the record that an export would write if the existing consumer matched its record in the file. */
function recordOf(record: ReadRecord, consumer: PublicConsumer): ConsumerRecord {
  const { consumerKey, reseller, tier, status = consumer.status } = record;
  const [rules, about] = [withoutRemovals(record.rules), withoutRemovals(record.facts)];
  return toRecord({ ...consumer, consumerKey, reseller, tier, status, rules, about });
}
