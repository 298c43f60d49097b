import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { IdentitySource, RequestAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { credentialsPrefix, SETTINGS } from '../../lambda/authorizer/contract';
import type { GatewayConfig } from '../config/environment';
import { logGroup } from './log-group';
import { logGroupName, realmOf } from './names';
import { NonceTable } from './nonce-table';

/** Long enough for a cold start and two slow dependencies; API Gateway's own patience is not documented. */
const TIMEOUT = Duration.seconds(6);
const MEMORY_MEGABYTES = 512;

export interface OAuthAuthorizerProps {
  readonly environment: string;
  readonly gateway: GatewayConfig;
  /** Directory of the bundled function. */
  readonly authorizerCode: string;
}

/** The Lambda authorizer of one gateway with what belongs to it alone: role, log group and nonce table. */
export class OAuthAuthorizer extends Construct {
  readonly authorizer: RequestAuthorizer;
  readonly function: LambdaFunction;
  readonly nonces: NonceTable;

  constructor(scope: Construct, id: string, props: OAuthAuthorizerProps) {
    super(scope, id);
    const { environment, gateway, authorizerCode } = props;
    this.nonces = new NonceTable(this, 'Nonces');
    const logs = logGroup(this, 'Logs', {
      name: logGroupName(environment, gateway.resellerId, 'authorizer'),
      retentionDays: gateway.logs.retentionDays,
    });
    const prefix = credentialsPrefix(environment, gateway.resellerId);
    this.function = new LambdaFunction(this, 'Function', {
      description: `Verifies OAuth 1.0a requests to the gateway of ${gateway.resellerId}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(authorizerCode),
      timeout: TIMEOUT,
      memorySize: MEMORY_MEGABYTES,
      logGroup: logs,
      role: this.role(prefix, logs),
      environment: { ...settings(gateway, prefix), [SETTINGS.nonceTable]: this.nonces.table.tableName },
    });
    this.authorizer = new RequestAuthorizer(this, 'Authorizer', {
      handler: this.function,
      // Each signature is good for one request: nothing may be cached. The identity source makes API Gateway itself
      // answer a request without the header.
      resultsCacheTtl: Duration.seconds(0),
      identitySources: [IdentitySource.header('Authorization')],
    });
  }

  private role(prefix: string, logs: LogGroup): Role {
    const secrets = Stack.of(this).formatArn({
      service: 'secretsmanager',
      resource: 'secret',
      resourceName: `${prefix}*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        authorizer: new PolicyDocument({
          statements: [
            allow(['secretsmanager:GetSecretValue'], [secrets]),
            allow(['dynamodb:PutItem'], [this.nonces.table.tableArn]),
            allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logs.logGroupArn]),
          ],
        }),
      },
    });
  }
}

const allow = (actions: string[], resources: string[]) =>
  new PolicyStatement({ effect: Effect.ALLOW, actions, resources });

function settings(gateway: GatewayConfig, prefix: string): Record<string, string> {
  const { oauth } = gateway;
  return {
    [SETTINGS.credentialsPrefix]: prefix,
    [SETTINGS.realm]: realmOf(gateway),
    [SETTINGS.signatureMethods]: oauth.signatureMethods.join(','),
    [SETTINGS.timestampWindowSeconds]: String(oauth.timestampWindowSeconds),
    [SETTINGS.clockSkewSeconds]: String(oauth.clockSkewSeconds),
    [SETTINGS.allowedApsHeaders]: oauth.allowedApsHeaders.join(','),
    [SETTINGS.cacheSeconds]: String(oauth.cacheSeconds),
    [SETTINGS.outageGraceSeconds]: String(oauth.outageGraceSeconds),
  };
}
