import type { GatewayDescriptor } from '../../descriptor';
import { applySteps } from '../apply';
import type { About, Consumer, ConsumerDraft, PublicConsumer } from '../consumer';
import { planContext } from '../consumers';
import { differences } from '../fields/differences';
import { withoutRemovals } from '../fields/read-fields';
import { type ConsumerResult, forEachAtOnce } from '../for-each-at-once';
import { readCurrentState } from '../inventory/read-current-state';
import { consumerName } from '../names';
import { planChange, requireTierChange, withStatus } from '../plan/change';
import type { PlanContext } from '../plan/converge';
import type { CurrentState } from '../plan/current-state';
import { diagnose } from '../plan/diagnose';
import { planOffboard } from '../plan/offboard';
import { planOnboard } from '../plan/onboard';
import { requireSecret } from '../plan/require-consumer';
import { requireNewerLasts } from '../plan/rotate';
import { requireSignatureMethods } from '../plan/require-scheme';
import { requireServable } from '../plan/servable';
import type { Step } from '../plan/step';
import type { OnboardingPorts } from '../ports';
import { applySettled } from '../settle';
import { type Existing, isNewest, readExisting, readNewConsumer } from './existing';
import { checkIdentity, intentOf, recordOf } from './record-intent';
import { expiryIn, type ReadRecord, toRecord } from './records';

/** The declared set of a reseller's consumers. */
export interface DeclaredConsumers {
  readonly gateway: GatewayDescriptor;
  readonly reseller: string;
  readonly records: readonly ReadRecord[];
  /** Secrets of consumers to onboard, by consumer key. */
  readonly secrets: ReadonlyMap<string, string>;
}

const DONE = { onboard: 'onboarded', update: 'updated', offboard: 'offboarded' } as const;
type Action = keyof typeof DONE;
/** `prepared`: its new API key is too young to work everywhere, so nothing of it has changed yet. */
export type AppliedOutcome = (typeof DONE)[Action] | `would ${Action}` | 'prepared' | 'unchanged';
export type AppliedResult = ConsumerResult<AppliedOutcome>;
type Outcome = Omit<AppliedResult, 'consumerKey'>;

/** One consumer, and the change that the declared set requires. */
export type Change =
  | { readonly consumerKey: string; readonly record: ReadRecord }
  | { readonly consumerKey: string; readonly undeclared: true };

/** Options for applying changes. */
export interface ApplyMode {
  readonly dryRun: boolean;
  /** Use new API keys at once, although they may not work everywhere yet. */
  readonly atOnce: boolean;
}

/** Days in which the offboarding of an undeclared consumer can be undone. */
const RECOVERY_DAYS = 30;

/** Compares a declared set with the consumers that exist, and applies what differs. */
export class DeclaredSet {
  private constructor(
    private readonly ports: OnboardingPorts,
    private readonly declared: DeclaredConsumers,
    private readonly existing: Existing,
  ) {}

  static async read(ports: OnboardingPorts, declared: DeclaredConsumers): Promise<DeclaredSet> {
    return new DeclaredSet(ports, declared, await readExisting(ports, declared.gateway));
  }

  /** One change for each record. */
  get changes(): readonly Change[] {
    return this.declared.records.map((record) => ({ consumerKey: record.consumerKey, record }));
  }

  /** The reseller's consumers that the set does not declare, including those whose offboarding did not finish. */
  get undeclared(): readonly Change[] {
    const { records, reseller } = this.declared;
    const keys = new Set(records.map(({ consumerKey }) => consumerKey));
    return [...this.existing.consumers.values()]
      .filter(({ consumerKey, consumer, deletedAt }) => {
        if (keys.has(consumerKey) || consumer?.reseller !== reseller) return false;
        return !deletedAt || this.existing.apiKeys.own.has(consumerKey);
      })
      .map(({ consumerKey }) => ({ consumerKey, undeclared: true }));
  }

  /**
   * Applies changes. A refused one does not stop the others; a second run completes an interrupted one.
   *
   * @param onResult called with each result as soon as it is known
   */
  apply(
    changes: readonly Change[],
    { dryRun, atOnce }: ApplyMode,
    onResult: (result: AppliedResult) => void,
  ): Promise<readonly AppliedResult[]> {
    return forEachAtOnce(changes, (change) => this.applyOne(change, { dryRun, atOnce }), onResult);
  }

  private async applyOne(change: Change, mode: ApplyMode): Promise<Outcome> {
    const { gateway, reseller } = this.declared;
    const { consumerKey } = change;
    const context = planContext(this.ports, gateway);
    if ('undeclared' in change) {
      const current = await readCurrentState(this.ports, gateway, consumerKey, reseller);
      return this.carryOut('offboard', current, planOffboard(current, reseller, RECOVERY_DAYS, context), mode);
    }
    const entry = this.existing.consumers.get(consumerKey);
    if (!entry) return this.onboard(change.record, context, mode);
    if (entry.deletedAt) return refused('it was offboarded; restore it with "aps-gateway consumer offboard --undo"');
    if (!entry.consumer) return refused('its public record cannot be read; run "aps-gateway doctor --repair"');
    return this.update(change.record, entry.consumer, context, mode);
  }

  private async onboard(record: ReadRecord, context: PlanContext, mode: ApplyMode): Promise<Outcome> {
    const { consumerKey } = record;
    const secret = this.declared.secrets.get(consumerKey);
    const problem = checkIdentity(record, secret);
    if (problem !== undefined) return refused(problem);
    const current = await readNewConsumer(this.ports, context.gateway, this.existing, record);
    return this.carryOut('onboard', current, planOnboard(current, intentOf(record, secret), context), mode);
  }

  private async update(
    record: ReadRecord,
    consumer: PublicConsumer,
    context: PlanContext,
    mode: ApplyMode,
  ): Promise<Outcome> {
    const { consumerKey } = record;
    const secret = this.declared.secrets.get(consumerKey);
    const problem = checkIdentity(record, secret, consumer);
    if (problem !== undefined) return refused(problem);
    const name = consumerName(context.gateway, consumerKey);
    if (secret !== undefined && !(await isNewest(this.ports.credentials, name, secret))) {
      return refused('it is onboarded with another secret; use "aps-gateway consumer rotate"');
    }
    const differing = differences(toRecord(consumer), recordOf(record, consumer));
    const { own, shared: sharedKeys } = this.existing.apiKeys;
    const overview = { consumerKey, credentials: consumer, apiKeys: own.get(consumerKey) ?? [], sharedKeys };
    // An interrupted run may have written the record and not moved the API key.
    const sound = diagnose(overview, context.gateway, this.ports.now()).length === 0;
    if (differing.length === 0 && sound) return { outcome: 'unchanged' };
    const current = await readCurrentState(this.ports, context.gateway, consumerKey, record.reseller);
    const outcome = await this.carryOut('update', current, planRecord(current, record, context), mode);
    return outcome.outcome === 'unchanged' || differing.length === 0
      ? outcome
      : { ...outcome, reason: differing.join(', ') };
  }

  private async carryOut(
    action: Action,
    current: CurrentState,
    steps: readonly Step[],
    { dryRun, atOnce }: ApplyMode,
  ): Promise<Outcome> {
    if (steps.length === 0) return { outcome: 'unchanged' };
    if (dryRun) return { outcome: `would ${action}` };
    if (!atOnce && (await applySettled(this.ports, current, steps)) === 'prepared') return { outcome: 'prepared' };
    if (atOnce) await applySteps(steps, this.ports);
    return { outcome: DONE[action] };
  }
}

/** Steps that make an onboarded consumer as its record describes it; what the record leaves out is removed. */
function planRecord(current: CurrentState, record: ReadRecord, context: PlanContext): readonly Step[] {
  return planChange(current, record.reseller, context, (consumer) => {
    const { tier, status = consumer.status } = record;
    requireTierChange(consumer.tier, tier, record.reseller, context);
    const rules = withoutRemovals(record.rules);
    requireSignatureMethods(consumer, rules);
    requireServable(context.gateway, consumer.consumerKey, rules);
    const { rules: _before, ...rest } = withExpiry(consumer, expiryIn(record, consumer.secrets[0]?.validUntil));
    const draft: ConsumerDraft = {
      ...rest,
      tier,
      ...(Object.keys(rules).length > 0 && { rules }),
      about: { ...notesOf(consumer, tier), ...withoutRemovals(record.facts) },
    };
    return withStatus(draft, status, context.now);
  });
}

function withExpiry(consumer: Consumer, end: string | undefined): Consumer {
  if (end === consumer.secrets[0]?.validUntil) return consumer;
  const [{ validUntil: _before, ...newest }, older] = requireSecret(consumer).secrets;
  const first = { ...newest, ...(end !== undefined && { validUntil: end }) };
  return requireNewerLasts({ ...consumer, secrets: older ? [first, older] : [first] });
}

/** A consumer's notes except the facts that a record holds. A change of tier starts the count against the quota again. */
function notesOf({ about, tier: before }: Consumer, tier: string): About {
  const { displayName: _1, externalReference: _2, emails: _3, note: _4, remark: _5, usageCarriedAt, ...notes } = about;
  return tier === before && usageCarriedAt !== undefined ? { ...notes, usageCarriedAt } : notes;
}

function refused(reason: string): Outcome {
  return { outcome: 'refused', reason };
}
