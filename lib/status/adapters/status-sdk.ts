/** The SDK operations of `status`, bundled into a file of their own: no other command pays for loading them. */
export { ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm';
export {
  APIGatewayClient,
  GetBasePathMappingsCommand,
  GetClientCertificateCommand,
  GetDomainNameCommand,
  GetRestApiCommand,
  GetStageCommand,
} from '@aws-sdk/client-api-gateway';
export { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
export {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
export { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
export { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
