/** The SDK operations on failed attempts, bundled into a file of their own: their tables, and Contributor Insights. */
export { CloudWatchClient, GetInsightRuleReportCommand } from '@aws-sdk/client-cloudwatch';
export { DeleteItemCommand, DynamoDBClient, QueryCommand, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
