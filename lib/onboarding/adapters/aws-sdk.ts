/**
 * Everything that the CLI uses of the SDK. It is bundled into a file of its own, which loads in two thirds of the
 * packages' time, and only when a command calls AWS.
 */
export {
  APIGatewayClient,
  type ApiKey,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  DeleteUsagePlanKeyCommand,
  GetApiKeyCommand,
  GetApiKeysCommand,
  GetClientCertificateCommand,
  GetStageCommand,
  GetUsageCommand,
  GetUsagePlanCommand,
  GetUsagePlanKeyCommand,
  GetUsagePlanKeysCommand,
  GetUsagePlansCommand,
  type ThrottleSettings,
  UpdateApiKeyCommand,
  UpdateUsageCommand,
  type UsagePlan,
} from '@aws-sdk/client-api-gateway';
export {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  RestoreSecretCommand,
  type SecretListEntry,
  SecretsManagerClient,
  UpdateSecretCommand,
} from '@aws-sdk/client-secrets-manager';
export { GetParameterCommand, GetParametersByPathCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
export { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
export { defaultProvider } from '@aws-sdk/credential-provider-node';
