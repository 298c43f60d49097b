import type { GatewayDescriptor } from '../descriptor';
import { applySteps, type StepListener } from './apply';
import { gatewayOf } from './inventory/require-gateway';
import { type UpdateIntent, planStatus, planUpdate } from './plan/change';
import type { Surroundings } from './plan/converge';
import { planOffboard, planRestore, planReturn } from './plan/offboard';
import { type OnboardIntent, planOnboard } from './plan/onboard';
import type { PresentConsumer } from './plan/current-state';
import { overlapOf, planRotate, type RotateIntent } from './plan/rotate';
import { ofReseller, storedConsumer } from './plan/stored-consumer';
import type { Step } from './plan/step';
import type { OnboardingPorts } from './ports';
import { readPresent } from './inventory/read-current-state';

/** What onboarding needs of the outside. */
export interface OnboardingOutside extends OnboardingPorts {
  now(): Date;
  /** A random API key value of 20 to 128 alphanumeric characters. */
  newApiKeyValue(): string;
}

/** What would change for one consumer, and the means to do it. */
export interface OnboardingPlan {
  readonly gateway: GatewayDescriptor;
  readonly present: PresentConsumer;
  readonly steps: readonly Step[];
}

/** The consumers of an environment: each change is planned from the present state; {@link apply} carries it out. */
export class Consumers {
  constructor(
    private readonly outside: OnboardingOutside,
    private readonly environment: string,
  ) {}

  onboard(intent: OnboardIntent): Promise<OnboardingPlan> {
    return this.plan(intent.reseller, intent.consumerKey, (present, around, now) =>
      planOnboard(present, intent, now, around),
    );
  }

  update(reseller: string, consumerKey: string, intent: UpdateIntent): Promise<OnboardingPlan> {
    return this.plan(reseller, consumerKey, (present, around) => planUpdate(present, reseller, intent, around));
  }

  status(reseller: string, consumerKey: string, status: 'active' | 'suspended'): Promise<OnboardingPlan> {
    return this.plan(reseller, consumerKey, (present, around) => planStatus(present, reseller, status, around));
  }

  rotate(reseller: string, consumerKey: string, intent: RotateIntent): Promise<OnboardingPlan> {
    return this.plan(reseller, consumerKey, (present, around, now) =>
      planRotate(present, reseller, intent, now, around),
    );
  }

  /** Until when the secret before a consumer's newest is accepted; `undefined` when no overlap is running. */
  async overlapOf(reseller: string, consumerKey: string): Promise<string | undefined> {
    const present = await readPresent(this.outside, await this.gatewayOf(reseller), consumerKey);
    const consumer = storedConsumer(present, reseller);
    ofReseller(consumer, reseller);
    return overlapOf(consumer, this.outside.now().toISOString());
  }

  offboard(reseller: string, consumerKey: string, recoveryDays: number): Promise<OnboardingPlan> {
    return this.plan(reseller, consumerKey, (present, around, now) =>
      planOffboard(present, reseller, { now, recoveryDays }, around),
    );
  }

  /** First half of undoing an offboarding: the credentials become readable again. */
  restore(reseller: string, consumerKey: string): Promise<OnboardingPlan> {
    return this.plan(reseller, consumerKey, (present) => planRestore(present, reseller));
  }

  /** Second half: the consumer becomes what it was. */
  comeBack(reseller: string, consumerKey: string): Promise<OnboardingPlan> {
    return this.plan(reseller, consumerKey, (present, around) => planReturn(present, reseller, around));
  }

  /** Carries a plan out. */
  apply({ steps }: OnboardingPlan, onStep?: StepListener): Promise<void> {
    return applySteps(steps, this.outside, onStep);
  }

  /** The gateway that serves a reseller; throws when none is deployed. */
  gatewayOf(reseller: string): Promise<GatewayDescriptor> {
    return gatewayOf(this.outside.gateways, this.environment, reseller);
  }

  private async plan(
    reseller: string,
    consumerKey: string,
    make: (present: PresentConsumer, around: Surroundings, now: string) => Step[],
  ): Promise<OnboardingPlan> {
    const gateway = await this.gatewayOf(reseller);
    const present = await readPresent(this.outside, gateway, consumerKey);
    const around = { gateway, newApiKeyValue: this.outside.newApiKeyValue() };
    return { gateway, present, steps: make(present, around, this.outside.now().toISOString()) };
  }
}
