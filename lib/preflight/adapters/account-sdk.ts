/**
 * The SDK operations of `preflight`, bundled into a file of their own: no other command pays for loading them. EC2 is
 * left out: its client is larger than the others together, and would add only the zones of subnets.
 */
export {
  APIGatewayClient,
  GetAccountCommand,
  GetDomainNamesCommand,
  GetRestApisCommand,
  GetUsagePlansCommand,
} from '@aws-sdk/client-api-gateway';
export { ApiGatewayV2Client, GetVpcLinksCommand } from '@aws-sdk/client-apigatewayv2';
export { type EvaluationResult, GetRoleCommand, IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
export { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
export { ListServiceQuotasCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
export {
  GetAccountCommand as GetMailAccountCommand,
  GetEmailIdentityCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
export { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
export { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
export { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
