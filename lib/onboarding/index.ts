export { applySteps, type StepListener } from './apply';
export { OnboardingError } from './errors';
export type { OnboardingPorts } from './ports';
