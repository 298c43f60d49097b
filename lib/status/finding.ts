import type { FindingCode as ConsumerFindingCode } from '../onboarding/plan/diagnose';
import type { SharedKeyFinding } from '../onboarding/plan/diagnose-shared-keys';

/** `unknown`: a part could not be read. A `note` needs no action. */
export type Severity = 'attention' | 'unknown' | 'note';

/** Kinds of findings. They stay the same from version to version, for programs. */
export type StatusCode =
  | ConsumerFindingCode
  | SharedKeyFinding['code']
  | 'notDeployed'
  | 'notDeclared'
  | 'newerVersion'
  | 'descriptorDamaged'
  | 'differsFromFiles'
  | 'lags'
  | 'missing'
  | 'notReady'
  | 'deploymentFailed'
  | 'deploymentRunning'
  | 'drifted'
  | 'accessLogOff'
  | 'certificateExpires'
  | 'secretExpires'
  | 'overlapEnds'
  | 'consumerExpires'
  | 'alarm'
  | 'shedding'
  | 'verificationFailed'
  | 'unread';

/** Something about a gateway, or about an environment's shared parts. */
export interface StatusFinding {
  readonly code: StatusCode;
  readonly severity: Severity;
  /** The part: a resource, a tier, a domain, a consumer key, an alarm. */
  readonly subject: string;
  /** A sentence without its subject's name at the beginning. */
  readonly message: string;
  /** Advice. */
  readonly remedy?: string;
}

/** Makes a finding that needs action. */
export function attention(code: StatusCode, subject: string, message: string, remedy?: string): StatusFinding {
  return { code, severity: 'attention', subject, message, ...(remedy !== undefined && { remedy }) };
}

/** Makes a finding that informs. */
export function note(code: StatusCode, subject: string, message: string): StatusFinding {
  return { code, severity: 'note', subject, message };
}
