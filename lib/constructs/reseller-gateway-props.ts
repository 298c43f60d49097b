import type { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { VpcEndpointProps } from './props/audience-props';
import type { AlarmsProps } from './props/alarms-props';
import type { DomainProps, MutualTlsProps } from './props/domain-props';
import type { LockoutProps } from './props/lockout-props';
import type { LogsProps } from './props/logs-props';
import type { OAuthProps } from './props/oauth-props';
import type { OperationGroupProps, RouteProps } from './props/route-props';
import type { ThrottleProps, TierProps } from './props/tier-props';
import type { UiNodesProps } from './props/ui-nodes-props';

/** Props of a {@link ResellerGateway}. */
export interface ResellerGatewayProps {
  /**
   * Id of the reseller: at most 40 lower-case letters, digits and single hyphens, starting with a letter. It is part of every
   * name.
   */
  readonly resellerId: string;

  /** Way from the gateway to the UI nodes. */
  readonly uiNodes: UiNodesProps;

  /** Commercial levels, by name. Each becomes a usage plan. */
  readonly tiers: Readonly<Record<string, TierProps>>;

  /**
   * Name of the environment: at most 16 lower-case letters and digits, starting with a letter. It is part of every name, and the
   * command `aps-gateway` finds the gateway by it (`--environment`).
   *
   * @default 'lab'
   */
  readonly environment?: string;

  /**
   * Display name of the reseller.
   *
   * @default - the reseller id
   */
  readonly displayName?: string;

  /**
   * Further resellers that this gateway serves, by id.
   *
   * @default - none
   */
  readonly subResellers?: Readonly<Record<string, SubResellerProps>>;

  /**
   * Routes to the UI nodes. API Gateway answers 404 to everything else.
   *
   * @default - GET, POST, PUT and DELETE on /aps/2/resources and everything below it
   */
  readonly routes?: readonly RouteProps[];

  /**
   * Groups of operations, by name, that consumers can be given.
   *
   * @default - none
   */
  readonly operationGroups?: Readonly<Record<string, OperationGroupProps>>;

  /**
   * Requests per second that all consumers together may send to each route and method.
   *
   * @default - ten times the limits of the fastest tier; unlimited if that tier is
   */
  readonly throttle?: ThrottleProps;

  /**
   * Keeps a flood on other gateways from using up the account's concurrent executions.
   *
   * @default - nothing is reserved
   */
  readonly isolation?: IsolationProps;

  /**
   * Verification of requests.
   *
   * @default - HMAC-SHA1, timestamps within five minutes
   */
  readonly oauth?: OAuthProps;

  /**
   * Locks an address, or an IPv6 /64, out of a consumer key after too many failed requests.
   *
   * @default - no lockout
   */
  readonly lockout?: LockoutProps;

  /**
   * The gateway's own host names. If there is one, the default endpoint is disabled.
   *
   * @default - the default endpoint of API Gateway
   */
  readonly domains?: readonly DomainProps[];

  /**
   * `strict`: the host name of a request must be the one in its TLS handshake. `basic`: the two may differ. `reset`: for the
   * deployment that adds `mutualTls` to an existing gateway.
   *
   * @default - strict, or none with mutualTls
   */
  readonly endpointAccess?: 'strict' | 'basic' | 'reset';

  /**
   * Requires a client certificate on all domains.
   *
   * @default - no client certificate
   */
  readonly mutualTls?: MutualTlsProps;

  /**
   * `external`: the gateway answers on the internet. `internal`: it answers only through vpcEndpoints. `both`: it has an API for
   * each, with the same domains, consumers and quotas.
   *
   * @default 'external'
   */
  readonly audience?: 'external' | 'internal' | 'both';

  /**
   * VPC endpoints through which an internal audience calls.
   *
   * @default - none
   */
  readonly vpcEndpoints?: readonly VpcEndpointProps[];

  /**
   * Blocks of IPv4 addresses that the resource policy allows.
   *
   * @default - every address
   */
  readonly allowedSourceIps?: readonly string[];

  /**
   * Logs of requests, of the authorizer and of executions.
   *
   * @default - kept for 90 days, without an execution log
   */
  readonly logs?: LogsProps;

  /**
   * Traces requests with AWS X-Ray.
   *
   * @default false
   */
  readonly tracing?: boolean;

  /**
   * Alarms of the gateway. An empty map makes those that have a default threshold.
   *
   * @default - no alarms
   */
  readonly alarms?: AlarmsProps;

  /**
   * Topic that the alarms notify when they start and when they end.
   *
   * @default - alarms notify nothing
   */
  readonly alarmTopic?: ITopic;

  /**
   * Adds a CloudWatch dashboard of the gateway.
   *
   * @default false
   */
  readonly dashboard?: boolean;

  /**
   * Key for logs, nonce table and credentials secrets. Its policy must let CloudWatch Logs use it.
   *
   * @default - keys managed by AWS
   */
  readonly encryptionKey?: IKey;

  /**
   * ARN of a regional web ACL (AWS WAF) in front of the gateway.
   *
   * @default - no web ACL
   */
  readonly webAclArn?: string;

  /**
   * Fate of the logs of requests and of the authorizer when they leave the stack: `DESTROY` deletes them, `RETAIN` and
   * `RETAIN_ON_UPDATE_OR_DELETE` keep them, except if the first deployment fails.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** A reseller below the one that owns the gateway. */
export interface SubResellerProps {
  /**
   * Display name of the reseller.
   *
   * @default - its id
   */
  readonly displayName?: string;

  /**
   * Names of the gateway's tiers that its consumers may have.
   *
   * @default - all tiers of the gateway
   */
  readonly tiers?: readonly string[];
}

/** Concurrent executions of the gateway's functions. */
export interface IsolationProps {
  /**
   * The account's service quota for concurrent executions in the Region; required if the gateway reserves some. Reservations must
   * leave 100 of it free.
   *
   * @default - not needed without a reservation
   */
  readonly accountConcurrency?: number;

  /**
   * Concurrent executions reserved for each function of the gateway, and the most that it can have.
   *
   * @default 'none'
   */
  readonly reservedConcurrency?: number | 'none';
}
