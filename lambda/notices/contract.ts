import { METRICS } from '../authorizer/contract';

/** Environment variables of the function that sends notices, all set by its construct. */
export const NOTICES_SETTINGS = {
  /** Name of the DynamoDB table that remembers what was sent. */
  table: 'APS_GATEWAY_NOTICE_TABLE',
  /** ARN of the topic that gets notices if there is no sender. */
  topicArn: 'APS_GATEWAY_ALARM_TOPIC',
} as const;

/** Name of the file with the settings of an environment, next to the bundled function. */
export const SETTINGS_FILE = 'settings.json';

/** CloudWatch metrics that the function writes in embedded metric format, by environment. */
export const NOTICES_METRICS = {
  namespace: METRICS.namespace,
  /** Runs that ended. */
  runs: 'NoticeRuns',
  sent: 'NoticesSent',
  /** Notices that could not be sent, and parts that could not be read. */
  failures: 'NoticeFailures',
  /** Quotas of which 80 % or more is used. */
  quotasNearlyUsed: 'QuotasNearlyUsed',
} as const;
