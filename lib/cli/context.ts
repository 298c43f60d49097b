import type { OnboardingOutside } from '../onboarding/consumers';
import type { CliIo } from './io';
import type { Output } from './output/output';

/** Options that every command has. */
export interface CommonOptions {
  readonly environment: string;
  readonly endpointUrl?: string;
  readonly profile?: string;
  readonly region?: string;
  /** Folder that holds the environments, of commands that read them. */
  readonly config?: string;
  readonly json?: boolean;
}

/** What a command works with. */
export interface Context {
  readonly io: CliIo;
  readonly out: Output;
  readonly environment: string;
  /** SDK clients behind ports, loaded when first asked for. */
  outside(): Promise<OnboardingOutside>;
}
