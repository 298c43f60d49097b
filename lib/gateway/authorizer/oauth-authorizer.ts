import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { type CfnAuthorizer, IdentitySource, RequestAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import {
  BEARER_SETTING,
  credentialsPrefix,
  SETTINGS,
  type SheddingSettings,
  sheddingTableName,
} from '../../../lambda/authorizer/contract';
import type { GatewayConfig } from '../../config/environment';
import { acceptedSchemes } from '../../config/oauth-config';
import { nestedRoutesSetting } from '../../config/nested-routes';
import { operationGroupsSetting } from '../../config/operation-groups';
import { tierPriorities } from '../../config/shedding-config';
import { reservation } from '../reservation';
import { onSheddingItem } from '../shedding/shedding-table';
import { decryptSecrets } from './decrypt-secrets';
import { AUTHORIZER_HANDLER, AUTHORIZER_MEMORY_MB } from './authorizer-code';
import type { GatewayLogGroups } from '../observability/gateway-log-groups';
import { realmOf } from '../names';
import { LockoutTable } from './lockout-table';
import { NonceTable } from './nonce-table';
import { serviceHost } from './service-host';

type Setting = (typeof SETTINGS)[keyof typeof SETTINGS];
/** Settings of what a gateway may declare. Off leaves no trace. */
type OptionalSetting = (typeof SETTINGS)[
  'clientCertificate' | 'nestedRoutes' | 'operationGroups' | 'lockout' | 'lockoutTable' | 'shedding'];

/** Enough for a cold start and two slow dependencies. How long API Gateway waits is not documented. */
const TIMEOUT = Duration.seconds(6);

export interface OAuthAuthorizerProps {
  readonly environment: string;
  readonly gateway: GatewayConfig;
  /** Directory of the bundled function. */
  readonly authorizerCode: string;
  readonly encryptionKey?: IKey | undefined;
  readonly logGroups: GatewayLogGroups;
}

/** The Lambda authorizer of one gateway, with its own role, log group and tables. */
export class OAuthAuthorizer extends Construct {
  readonly authorizer: RequestAuthorizer;
  readonly function: LambdaFunction;
  readonly nonces: NonceTable;
  /** Present if the gateway declares a lockout. */
  readonly lockout?: LockoutTable;
  readonly logs: LogGroup;
  private readonly sheds: boolean;

  constructor(scope: Construct, id: string, props: OAuthAuthorizerProps) {
    super(scope, id);
    const { environment, gateway, authorizerCode, encryptionKey, logGroups } = props;
    this.sheds = gateway.shedding !== undefined;
    this.nonces = new NonceTable(this, 'Nonces', encryptionKey);
    if (gateway.lockout) this.lockout = new LockoutTable(this, 'Lockout', encryptionKey);
    this.logs = logGroups.add(this, 'Logs', 'authorizer');
    const prefix = credentialsPrefix(environment, gateway.resellerId);
    this.function = new LambdaFunction(this, 'Function', {
      description: `Verifies ${verifiedBy(gateway)} to the gateway of ${gateway.resellerId}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: AUTHORIZER_HANDLER,
      code: Code.fromAsset(authorizerCode),
      timeout: TIMEOUT,
      memorySize: AUTHORIZER_MEMORY_MB,
      ...reservation(gateway),
      logGroup: this.logs,
      role: this.role(prefix, props).withoutPolicyUpdates(),
      tracing: gateway.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      environment: {
        ...settings(gateway, prefix),
        [SETTINGS.nonceTable]: this.nonces.table.tableName,
        [SETTINGS.secretsManagerHost]: serviceHost(this, 'secretsmanager'),
        [SETTINGS.dynamodbHost]: serviceHost(this, 'dynamodb'),
        ...(this.lockout && {
          [SETTINGS.lockout]: JSON.stringify(gateway.lockout),
          [SETTINGS.lockoutTable]: this.lockout.table.tableName,
        }),
        ...(gateway.shedding && { [SETTINGS.shedding]: sheddingSetting(environment, gateway) }),
      } satisfies Record<Exclude<Setting, OptionalSetting>, string>,
    });
    this.authorizer = this.addAuthorizer('Authorizer');
  }

  /** Adds an authorizer with the same function: API Gateway's authorizers belong to one API each. */
  addAuthorizer(id: string): RequestAuthorizer {
    const authorizer = new RequestAuthorizer(this, id, {
      handler: this.function,
      // A signature is valid for one request, so no result may be cached. With the identity source, API Gateway
      // itself refuses a request without the header, by the response that a gateway which sheds load needs for itself.
      resultsCacheTtl: Duration.seconds(0),
      identitySources: [IdentitySource.header('Authorization')],
    });
    if (this.sheds) withoutIdentitySources(authorizer);
    return authorizer;
  }

  /**
   * Only a gateway that accepts signatures may write nonces. The table itself stays, as it costs nothing without requests:
   * every descriptor names it, and a change of the accepted schemes then replaces no resource that running instances use.
   */
  private role(prefix: string, { environment, gateway, encryptionKey }: OAuthAuthorizerProps): Role {
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
            ...(acceptsSignatures(gateway) ? [allow(['dynamodb:PutItem'], [this.nonces.table.tableArn])] : []),
            ...(this.lockout
              ? [allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], [this.lockout.table.tableArn])]
              : []),
            allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [this.logs.logGroupArn]),
            ...(gateway.shedding ? [onSheddingItem(this, environment, ['dynamodb:GetItem'])] : []),
            ...(gateway.tracing ? [allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*'])] : []),
            decryptSecrets(this, secrets, encryptionKey?.keyArn),
            ...(encryptionKey ? [this.useOfKey(encryptionKey)] : []),
          ],
        }),
      },
    });
  }

  /** Allows the key only for DynamoDB's calls on behalf of the function. */
  private useOfKey(key: IKey): PolicyStatement {
    const { region } = Stack.of(this);
    return new PolicyStatement({
      actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` } },
    });
  }
}

function allow(actions: string[], resources: string[]) {
  return new PolicyStatement({ effect: Effect.ALLOW, actions, resources });
}

function acceptsSignatures({ oauth }: GatewayConfig): boolean {
  return acceptedSchemes(oauth).includes('oauth1');
}

function verifiedBy(gateway: GatewayConfig): string {
  if (!gateway.oauth.bearer) return 'OAuth 1.0a requests';
  return acceptsSignatures(gateway) ? 'OAuth 1.0a requests and bearer tokens' : 'requests with bearer tokens';
}

/** Without result caching they are optional (API Gateway API reference, CreateAuthorizer). */
function withoutIdentitySources(authorizer: RequestAuthorizer): void {
  const resource = authorizer.node.defaultChild as CfnAuthorizer;
  resource.addPropertyDeletionOverride('IdentitySource');
}

function sheddingSetting(environment: string, gateway: GatewayConfig): string {
  const shedding: SheddingSettings = {
    table: sheddingTableName(environment),
    priorities: tierPriorities(gateway.tiers),
  };
  return JSON.stringify(shedding);
}

function settings(gateway: GatewayConfig, prefix: string) {
  const { oauth, uiNodes } = gateway;
  const nestedRoutes = nestedRoutesSetting(gateway.routes);
  return {
    [SETTINGS.credentialsPrefix]: prefix,
    [SETTINGS.realm]: realmOf(gateway),
    [SETTINGS.signatureMethods]: oauth.signatureMethods.join(','),
    [SETTINGS.timestampWindowSeconds]: String(oauth.timestampWindowSeconds),
    [SETTINGS.clockSkewSeconds]: String(oauth.clockSkewSeconds),
    [SETTINGS.allowedApsHeaders]: oauth.allowedApsHeaders.join(','),
    [SETTINGS.authorization]: uiNodes.authorization,
    [SETTINGS.forwarding]: uiNodes.forwarding,
    // Off leaves no trace.
    ...(oauth.bearer && { [BEARER_SETTING]: JSON.stringify(oauth.bearer) }),
    ...(gateway.mutualTls && { [SETTINGS.clientCertificate]: 'required' }),
    ...(nestedRoutes && { [SETTINGS.nestedRoutes]: nestedRoutes }),
    ...(gateway.operationGroups && {
      [SETTINGS.operationGroups]: operationGroupsSetting(gateway.operationGroups),
    }),
    [SETTINGS.cacheSeconds]: String(oauth.cacheSeconds),
    [SETTINGS.outageGraceSeconds]: String(oauth.outageGraceSeconds),
  };
}
