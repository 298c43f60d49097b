import type { OnboardingPorts } from '../../onboarding/ports';
import type { Session } from '../contract';

/** What the console's operations work on. */
export interface ConsoleContext {
  readonly session: Session;
  /** Ports with the credentials of the person who started the console. */
  ports(): Promise<OnboardingPorts>;
}
