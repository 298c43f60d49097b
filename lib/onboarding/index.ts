/** Plan and apply, as the commands do: read the current state, make the steps, and carry them out. */
export { type AccountOptions, accountPorts } from './adapters/account-ports';
export type { AwsCredentials } from './adapters/service-config';
export { applySteps, type StepListener } from './apply';
export { Consumers, type OnboardingPlan } from './consumers';
export type { ConsumerFacts } from './consumer';
export type { ConsumerRules } from '../../lambda/authorizer/contract';
export { type FailureCode, OnboardingError } from './errors';
export type { OnboardIntent } from './plan/onboard';
export type { UpdateIntent } from './plan/change';
export type { MoveIntent } from './plan/move';
export type { RotateIntent } from './plan/rotate';
export { describeStep, type Step, type StepDescription } from './plan/step';
export type { UnlockIntent } from './plan/unlock';
export type { OnboardingPorts } from './ports';
