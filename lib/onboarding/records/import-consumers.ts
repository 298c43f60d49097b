import type { GatewayDescriptor } from '../../descriptor';
import { applySteps } from '../apply';
import type { PublicConsumer } from '../consumer';
import { planContext } from '../consumers';
import { OnboardingError } from '../errors';
import { differences } from '../fields/differences';
import { withoutRemovals } from '../fields/read-fields';
import { type ListedConsumer, listConsumers } from '../inventory/list-consumers';
import { readApiKeys } from '../inventory/read-api-keys';
import { consumerName } from '../names';
import type { CurrentState } from '../plan/current-state';
import { type OnboardIntent, planOnboard } from '../plan/onboard';
import type { CredentialsStore, OnboardingPorts } from '../ports';
import { type ConsumerRecord, type ReadRecord, toRecord } from './records';

/** Consumers imported at once. The control plane's pace limits an import, not this number. */
const AT_ONCE = 8;

/** Outcome of one record. */
export interface ImportResult {
  readonly consumerKey: string;
  readonly outcome: 'onboarded' | 'unchanged' | 'would onboard' | 'refused';
  /** Set when the record was refused. */
  readonly reason?: string;
}

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
  const queue = records.map((record, index) => ({ record, index }));
  const results: ImportResult[] = [];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { record, index } = next;
      const result = await importer.import(record, secrets.get(record.consumerKey));
      results[index] = result;
      onResult(result);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

interface Existing {
  readonly consumers: ReadonlyMap<string, ListedConsumer>;
  readonly apiKeys: ReadonlyMap<string, CurrentState['apiKeys']>;
}

/** Reads everything that exists at a gateway, in pages instead of consumer by consumer. */
async function readExisting({ credentials, metering }: OnboardingPorts, gateway: GatewayDescriptor): Promise<Existing> {
  const [listed, apiKeys] = await Promise.all([
    listConsumers(credentials, gateway.environment, gateway),
    readApiKeys(metering, gateway),
  ]);
  return { consumers: new Map(listed.map((entry) => [entry.consumerKey, entry])), apiKeys };
}

class Importer {
  constructor(
    private readonly ports: OnboardingPorts,
    private readonly gateway: GatewayDescriptor,
    private readonly existing: Existing,
    private readonly dryRun: boolean,
  ) {}

  async import(record: ReadRecord, secret: string | undefined): Promise<ImportResult> {
    const { consumerKey } = record;
    try {
      const entry = this.existing.consumers.get(consumerKey);
      const outcome = entry ? await this.compare(entry, record, secret) : await this.onboard(record, secret);
      return { consumerKey, ...outcome };
    } catch (error) {
      if (!(error instanceof OnboardingError)) throw error;
      return { consumerKey, ...refused(error.message) };
    }
  }

  private async onboard(record: ReadRecord, secret: string | undefined): Promise<Outcome> {
    if (secret === undefined) return refused('the secrets file has no consumer secret for it');
    const { consumerKey } = record;
    const current: CurrentState = {
      consumerKey,
      name: consumerName(this.gateway, consumerKey),
      credentials: { state: 'absent' },
      apiKeys: this.existing.apiKeys.get(consumerKey) ?? [],
    };
    const steps = planOnboard(current, intentOf(record, secret), planContext(this.ports, this.gateway));
    if (this.dryRun) return { outcome: 'would onboard' };
    await applySteps(steps, this.ports);
    return { outcome: 'onboarded' };
  }

  /** Refuses a record that asks for anything else than the consumer that exists. */
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

/** The record that the existing consumer would have if it were as its record in the file asks. */
function recordOf(record: ReadRecord, consumer: PublicConsumer): ConsumerRecord {
  const { consumerKey, reseller, tier, status = consumer.status } = record;
  const [rules, about] = [withoutRemovals(record.rules), withoutRemovals(record.facts)];
  return toRecord({ ...consumer, consumerKey, reseller, tier, status, rules, about });
}
