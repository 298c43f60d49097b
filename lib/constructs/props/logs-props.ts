/** Logs of a gateway. */
export interface LogsProps {
  /**
   * Days for which logs are kept: a number that CloudWatch Logs accepts.
   *
   * @default 90
   */
  readonly retentionDays?: number;

  /**
   * Level of API Gateway's execution log, for troubleshooting; requires the account's CloudWatch role.
   *
   * @default 'off'
   */
  readonly executionLevel?: 'off' | 'error' | 'info';
}
