import { Stack } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { GatewayConfig } from '../config/environment';
import { descriptorParameterName, type GatewayDescriptor } from '../descriptor';
import { STAGE_NAME } from './names';
import type { OAuthAuthorizer } from './oauth-authorizer';

export interface DescriptorOptions {
  readonly environment: string;
  readonly gateway: GatewayConfig;
  readonly url: string;
  readonly usagePlans: Readonly<Record<string, string>>;
  readonly api: RestApi;
  readonly oauth: OAuthAuthorizer;
  readonly accessLog: LogGroup;
  readonly encryptionKey: IKey | undefined;
}

/** Publishes what the aps-gateway command has to know of a gateway. */
export function publishDescriptor(scope: Construct, options: DescriptorOptions): void {
  const { environment, gateway, url, usagePlans, api, oauth, accessLog, encryptionKey } = options;
  const descriptor: GatewayDescriptor = {
    version: 1,
    environment,
    resellerId: gateway.resellerId,
    serves: gateway.serves,
    url,
    restApiId: api.restApiId,
    stage: STAGE_NAME,
    usagePlans,
    authorizerFunction: oauth.function.functionName,
    nonceTable: oauth.nonces.table.tableName,
    accessLogGroup: accessLog.logGroupName,
    ...(encryptionKey && { credentialsKeyArn: encryptionKey.keyArn }),
  };
  new StringParameter(scope, 'Descriptor', {
    parameterName: descriptorParameterName(environment, gateway.resellerId),
    description: `Gateway of ${gateway.resellerId}, for the aps-gateway command`,
    stringValue: Stack.of(scope).toJsonString(descriptor),
  });
}
