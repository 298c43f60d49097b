import type { GatewayDescriptor } from '../../descriptor';
import { applySteps } from '../apply';
import type { OnboardingOutside } from '../consumers';
import { OnboardingError } from '../errors';
import type { PublicConsumer } from '../consumer';
import { differences } from '../fields/differences';
import { present } from '../fields/read-fields';
import { type ListedConsumer, listConsumers } from '../inventory/list-consumers';
import { consumerName } from '../names';
import { planOnboard } from '../plan/onboard';
import type { PresentConsumer } from '../plan/current-state';
import type { Step } from '../plan/step';
import { readApiKeys } from '../inventory/read-api-keys';
import { type ConsumerRecord, type ReadRecord, toRecord } from './records';

/** How many consumers are worked on at once; the control plane's pace is what limits an import. */
const AT_ONCE = 8;

/** What became of one record. */
export interface ImportResult {
  readonly consumerKey: string;
  readonly outcome: 'onboarded' | 'unchanged' | 'would onboard' | 'refused';
  /** Why, for those that were refused. */
  readonly reason?: string;
}

/** An import: each consumer is planned from one reading of what exists, then onboarded. */
export interface Import {
  readonly gateway: GatewayDescriptor;
  readonly records: readonly ReadRecord[];
  /** Consumer secrets by consumer key. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly dryRun: boolean;
}

/** Onboards many; one that is refused does not keep the others. Tells each result as it comes. */
export async function importConsumers(
  outside: OnboardingOutside,
  { gateway, records, secrets, dryRun }: Import,
  onResult: (result: ImportResult) => void,
): Promise<readonly ImportResult[]> {
  const existing = await readExisting(outside, gateway);
  const queue = records.map((record, index) => ({ record, index }));
  const results: ImportResult[] = [];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { record, index } = next;
      const result = await importOne(outside, gateway, record, secrets.get(record.consumerKey), existing, dryRun);
      results[index] = result;
      onResult(result);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

interface Existing {
  readonly consumers: ReadonlyMap<string, ListedConsumer>;
  readonly apiKeys: ReadonlyMap<string, PresentConsumer['apiKeys']>;
}

/** Everything at a gateway, read in pages instead of consumer by consumer. */
async function readExisting(
  { credentials, metering }: OnboardingOutside,
  gateway: GatewayDescriptor,
): Promise<Existing> {
  const [listed, apiKeys] = await Promise.all([
    listConsumers(credentials, gateway.environment, gateway),
    readApiKeys(metering, gateway),
  ]);
  return { consumers: new Map(listed.map((entry) => [entry.consumerKey, entry])), apiKeys };
}

async function importOne(
  outside: OnboardingOutside,
  gateway: GatewayDescriptor,
  record: ReadRecord,
  secret: string | undefined,
  { consumers, apiKeys }: Existing,
  dryRun: boolean,
): Promise<ImportResult> {
  const { consumerKey } = record;
  const name = consumerName(gateway, consumerKey);
  const refused = (reason: string): ImportResult => ({ consumerKey, outcome: 'refused', reason });
  const entry = consumers.get(consumerKey);
  try {
    if (entry) {
      const reason = await refusal(entry, record, async () => isNewest(outside, name, secret));
      return reason === undefined ? { consumerKey, outcome: 'unchanged' } : refused(reason);
    }
    if (secret === undefined) return refused('the secrets file has no consumer secret for it');
    const steps = planFor(
      { consumerKey, name, credentials: { state: 'absent' }, apiKeys: apiKeys.get(consumerKey) ?? [] },
      record,
      secret,
      gateway,
      outside,
    );
    if (dryRun) return { consumerKey, outcome: 'would onboard' };
    await applySteps(steps, outside);
    return { consumerKey, outcome: 'onboarded' };
  } catch (error) {
    if (error instanceof OnboardingError) return refused(error.message);
    throw error;
  }
}

/** Why a consumer that exists is not what its record asks for; `undefined` when it is. */
async function refusal(
  entry: ListedConsumer,
  record: ReadRecord,
  sameSecret: () => Promise<boolean>,
): Promise<string | undefined> {
  if (entry.deletedAt) return 'it was offboarded; take that back with "consumer offboard --undo"';
  const { consumer } = entry;
  if (!consumer) return 'its public record cannot be read; run "doctor --repair"';
  if (consumer.about.offboarding) return 'its offboarding has begun; run "consumer offboard" again, or with --undo';
  const differing = differences(toRecord(consumer), recordOf(record, consumer));
  if (differing.length > 0) {
    return `it is onboarded with another ${differing.join(', ')}; use "consumer update", "suspend" or "resume"`;
  }
  return (await sameSecret()) ? undefined : 'it is onboarded with another secret; use "consumer rotate"';
}

/** Whether a secret is the newest of a consumer, or none was given. */
async function isNewest({ credentials }: OnboardingOutside, name: string, secret: string | undefined) {
  if (secret === undefined) return true;
  const stored = await credentials.read(name);
  return stored.state === 'stored' && stored.consumer.secrets[0].value === secret;
}

function planFor(
  state: PresentConsumer,
  { consumerKey, reseller, tier, status, facts, rules }: ReadRecord,
  secret: string,
  gateway: GatewayDescriptor,
  outside: OnboardingOutside,
): Step[] {
  const given = present(rules);
  const intent = {
    consumerKey,
    reseller,
    tier,
    ...(status !== undefined && { status }),
    secret,
    facts: present(facts),
    ...(Object.keys(given).length > 0 && { rules: given }),
  };
  const around = { gateway, newApiKeyValue: outside.newApiKeyValue() };
  return planOnboard(state, intent, outside.now().toISOString(), around);
}

/** What a record asks of a consumer, as the record of one. */
function recordOf(record: ReadRecord, consumer: PublicConsumer): ConsumerRecord {
  const { consumerKey, reseller, tier, status = consumer.status, facts, rules } = record;
  return toRecord({ ...consumer, consumerKey, reseller, tier, status, rules: present(rules), about: present(facts) });
}
