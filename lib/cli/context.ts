import type { OnboardingPorts } from '../onboarding/ports';
import type { CliIo } from './io';
import type { Output } from './output/output';

/** Options of every command. */
export interface CommonOptions {
  readonly environment: string;
  readonly endpointUrl?: string;
  readonly profile?: string;
  readonly region?: string;
  /** Folder of the environments. */
  readonly config?: string;
  readonly json?: boolean;
}

/** Everything that a command's body gets in addition to its options and arguments. */
export interface Context {
  readonly io: CliIo;
  readonly out: Output;
  readonly environment: string;
  /** Ports over the SDK clients, which load with the first call. */
  ports(): Promise<OnboardingPorts>;
}
