/** The SDK operations on logs, bundled into a file of their own: only commands that search logs pay for loading them. */
export {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  GetQueryResultsCommand,
  type ResultField,
  StartLiveTailCommand,
  type StartLiveTailResponseStream,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
