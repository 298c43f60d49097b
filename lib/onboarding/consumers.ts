import type { GatewayDescriptor } from '../descriptor';
import { allSettled } from './all-settled';
import { applySteps, type StepListener } from './apply';
import { OnboardingError } from './errors';
import { readCurrentState } from './inventory/read-current-state';
import { requireGateway } from './inventory/require-gateway';
import { planStatus, planUpdate, type UpdateIntent } from './plan/change';
import type { PlanContext } from './plan/converge';
import type { CurrentState } from './plan/current-state';
import { type MoveIntent, planMove } from './plan/move';
import { planOffboard, planRestore, planReturn } from './plan/offboard';
import { type OnboardIntent, planOnboard } from './plan/onboard';
import { requireConsumer, requireReseller, requireSecret } from './plan/require-consumer';
import { overlapOf, planRotate, type RotateIntent } from './plan/rotate';
import type { Step } from './plan/step';
import { planUnlock, requireLockout, type UnlockIntent } from './plan/unlock';
import type { OnboardingPorts } from './ports';
import { planCarry } from './usage/carry';

/** The steps that change one consumer, and the gateway at which they do. */
export interface OnboardingPlan {
  readonly gateway: GatewayDescriptor;
  readonly steps: readonly Step[];
}

/** The consumers of an environment. Each change is planned from the current state; {@link apply} carries it out. */
export class Consumers {
  constructor(
    private readonly ports: OnboardingPorts,
    private readonly environment: string,
  ) {}

  onboard(intent: OnboardIntent): Promise<OnboardingPlan> {
    return this.plan(intent.reseller, intent.consumerKey, (current, context) => planOnboard(current, intent, context));
  }

  async update(reseller: string, consumerKey: string, intent: UpdateIntent): Promise<OnboardingPlan> {
    const gateway = await this.requireGateway(reseller);
    const current = await readCurrentState(this.ports, gateway, consumerKey, reseller);
    const context = planContext(this.ports, gateway);
    const tier = intent.tier ?? (current.credentials.state === 'stored' ? current.credentials.consumer.tier : '');
    const carry = intent.carryUsage
      ? await planCarry(this.ports.metering, gateway, current, { tier, now: this.ports.now() })
      : undefined;
    return { gateway, steps: planUpdate(current, reseller, intent, { ...context, carry }) };
  }

  status(reseller: string, consumerKey: string, status: 'active' | 'suspended'): Promise<OnboardingPlan> {
    return this.plan(reseller, consumerKey, (current, context) => planStatus(current, reseller, status, context));
  }

  rotate(reseller: string, consumerKey: string, intent: RotateIntent): Promise<OnboardingPlan> {
    return this.plan(reseller, consumerKey, (current, context) => planRotate(current, reseller, intent, context));
  }

  /**
   * End of a consumer's running overlap (ISO 8601), until which its previous secret is accepted, if there is one.
   *
   * @throws OnboardingError `notFound` or `conflict` for a consumer that has no secrets to rotate
   */
  async overlapOf(reseller: string, consumerKey: string): Promise<string | undefined> {
    const gateway = await this.requireGateway(reseller);
    const current = await readCurrentState(this.ports, gateway, consumerKey, reseller);
    const consumer = requireSecret(requireConsumer(current, reseller));
    requireReseller(consumer, reseller, gateway);
    return overlapOf(consumer, this.ports.now().toISOString());
  }

  /**
   * Ends locks of a consumer key at a gateway with a lockout.
   *
   * @throws OnboardingError `notFound` when the gateway has none
   */
  async unlock(consumerKey: string, intent: UnlockIntent): Promise<OnboardingPlan> {
    const gateway = await this.requireGateway(intent.reseller);
    const table = requireLockout(gateway);
    const [current, failures] = await allSettled([
      readCurrentState(this.ports, gateway, consumerKey, intent.reseller),
      this.ports.failures().then((found) => found.of(table, consumerKey)),
    ]);
    return { gateway, steps: planUnlock(current, failures, intent, { gateway, now: this.ports.now() }) };
  }

  offboard(reseller: string, consumerKey: string, recoveryDays: number): Promise<OnboardingPlan> {
    return this.plan(reseller, consumerKey, (current, context) =>
      planOffboard(current, reseller, recoveryDays, context),
    );
  }

  /**
   * Moves a consumer to the gateway of another reseller.
   *
   * @throws OnboardingError `usage` when one gateway serves both resellers
   */
  async move(consumerKey: string, intent: MoveIntent): Promise<OnboardingPlan> {
    const [from, to] = [await this.requireGateway(intent.from), await this.requireGateway(intent.to)];
    if (from.resellerId === to.resellerId) {
      throw new OnboardingError(
        'usage',
        `The gateway of ${to.resellerId} serves both ${intent.from} and ${intent.to}: there is nothing to move. For a reseller that has just got its own gateway, move it from the one whose gateway served it before.`,
      );
    }
    const placeAt = async (gateway: GatewayDescriptor, reseller: string) => ({
      current: await readCurrentState(this.ports, gateway, consumerKey, reseller),
      context: planContext(this.ports, gateway),
    });
    return { gateway: to, steps: planMove(await placeAt(from, intent.from), await placeAt(to, intent.to), intent) };
  }

  /** First half of undoing an offboarding: makes the credentials readable again. */
  restore(reseller: string, consumerKey: string): Promise<OnboardingPlan> {
    return this.plan(reseller, consumerKey, (current) => planRestore(current, reseller));
  }

  /** Second half of undoing an offboarding: makes the consumer what it was before. */
  comeBack(reseller: string, consumerKey: string): Promise<OnboardingPlan> {
    return this.plan(reseller, consumerKey, (current, context) => planReturn(current, reseller, context));
  }

  /** Carries out a plan. */
  apply({ steps }: OnboardingPlan, onStep?: StepListener): Promise<void> {
    return applySteps(steps, this.ports, onStep);
  }

  /**
   * Returns the gateway that serves a reseller.
   *
   * @throws OnboardingError `notFound` when none is deployed
   */
  requireGateway(reseller: string): Promise<GatewayDescriptor> {
    return requireGateway(this.ports.gateways, this.environment, reseller);
  }

  private async plan(
    reseller: string,
    consumerKey: string,
    steps: (current: CurrentState, context: PlanContext) => readonly Step[],
  ): Promise<OnboardingPlan> {
    const gateway = await this.requireGateway(reseller);
    const current = await readCurrentState(this.ports, gateway, consumerKey, reseller);
    return { gateway, steps: steps(current, planContext(this.ports, gateway)) };
  }
}

/** The context of a plan made now. */
export function planContext(ports: OnboardingPorts, gateway: GatewayDescriptor): PlanContext {
  return { gateway, newApiKeyValue: ports.newApiKeyValue(), now: ports.now().toISOString() };
}
