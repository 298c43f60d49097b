/** Thresholds of the alarms, each over five minutes. */
export interface AlarmsProps {
  /**
   * 5XX responses in percent of all; the alarm needs at least five of them.
   *
   * @default 5
   */
  readonly serverErrorPercent?: number;

  /**
   * 95th percentile of the response time.
   *
   * @default - no alarm
   */
  readonly latencyMilliseconds?: number;

  /**
   * Requests that could not be authorized because of an error.
   *
   * @default 5
   */
  readonly authorizerErrors?: number;

  /**
   * 95th percentile of the authorizer's duration.
   *
   * @default - no alarm
   */
  readonly authorizerDurationMilliseconds?: number;

  /**
   * Requests denied with `signature_invalid`.
   *
   * @default - no alarm
   */
  readonly signatureFailures?: number;

  /**
   * Requests denied with `throttled`.
   *
   * @default - no alarm
   */
  readonly throttles?: number;

  /**
   * Nonces that could not be claimed because of an error.
   *
   * @default - no alarm
   */
  readonly nonceTableFaults?: number;

  /**
   * Look-ups of credentials that Secrets Manager or KMS refused, which is not an outage.
   *
   * @default - no alarm
   */
  readonly credentialsRefusals?: number;

  /**
   * Requests denied with `quota_exceeded`.
   *
   * @default - no alarm
   */
  readonly quotaRefusals?: number;

  /**
   * Failed requests with one consumer key from one address, or IPv6 /64. Adds a rule of Contributor Insights, which AWS
   * bills.
   *
   * @default - no alarm and no rule
   */
  readonly failedAttempts?: number;
}
