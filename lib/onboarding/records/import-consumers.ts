import type { GatewayDescriptor } from '../../descriptor';
import { applySteps } from '../apply';
import { planContext } from '../consumers';
import { differences } from '../fields/differences';
import { type ConsumerResult, forEachAtOnce } from '../for-each-at-once';
import type { ListedConsumer } from '../inventory/list-consumers';
import { consumerName } from '../names';
import { planOnboard } from '../plan/onboard';
import type { OnboardingPorts } from '../ports';
import { type Existing, isNewest, readExisting, readNewConsumer } from './existing';
import { checkIdentity, intentOf, recordOf } from './record-intent';
import { type ReadRecord, toRecord } from './records';

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
    const problem = checkIdentity(record, secret);
    if (problem !== undefined) return refused(problem);
    const current = await readNewConsumer(this.ports, this.gateway, this.existing, record);
    const steps = planOnboard(current, intentOf(record, secret), planContext(this.ports, this.gateway));
    if (this.dryRun) return { outcome: 'would onboard' };
    await applySteps(steps, this.ports);
    return { outcome: 'onboarded' };
  }

  /** Refuses a record that differs from the existing consumer. */
  private async compare(entry: ListedConsumer, record: ReadRecord, secret: string | undefined): Promise<Outcome> {
    if (entry.deletedAt) return refused('it was offboarded; restore it with "aps-gateway consumer offboard --undo"');
    const { consumer } = entry;
    if (!consumer) return refused('its public record cannot be read; run "aps-gateway doctor --repair"');
    if (consumer.about.offboarding) {
      return refused(
        'its offboarding did not finish; run "aps-gateway consumer offboard" again, or undo it with "aps-gateway consumer offboard --undo"',
      );
    }
    const problem = checkIdentity(record, secret, consumer);
    if (problem !== undefined) return refused(problem);
    const differing = differences(toRecord(consumer), recordOf(record, consumer));
    if (differing.length > 0) {
      return refused(
        `it is onboarded with another ${differing.join(', ')}; change it with "aps-gateway consumer update", suspend or resume it`,
      );
    }
    const name = consumerName(this.gateway, record.consumerKey);
    if (secret === undefined || (await isNewest(this.ports.credentials, name, secret))) return { outcome: 'unchanged' };
    return refused('it is onboarded with another secret; use "aps-gateway consumer rotate"');
  }
}

type Outcome = Omit<ImportResult, 'consumerKey'>;

function refused(reason: string): Outcome {
  return { outcome: 'refused', reason };
}
