/** Thresholds of the web ACL's alarms, each over five minutes. */
export interface WebAclAlarmsConfig {
  readonly webAclBlocks: number;
  readonly webAclCounts: number;
}

/** Thresholds of an environment's gateways together, each over five minutes. An absent one has no alarm. */
export interface EnvironmentAlarmsConfig {
  readonly serverErrors: number;
  readonly signatureFailures?: number;
  readonly throttles?: number;
  readonly quotaRefusals?: number;
}

/** Thresholds, each over five minutes. An absent one has no alarm. */
export interface AlarmsConfig {
  readonly serverErrorPercent?: number;
  readonly authorizerErrors?: number;
  readonly latencyMilliseconds?: number;
  readonly authorizerDurationMilliseconds?: number;
  readonly signatureFailures?: number;
  readonly throttles?: number;
  readonly nonceTableFaults?: number;
  readonly credentialsRefusals?: number;
  readonly quotaRefusals?: number;
  /** With one consumer key from one source. */
  readonly failedAttempts?: number;
}
