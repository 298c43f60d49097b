import { Lazy, Size, Stack } from 'aws-cdk-lib';
import {
  ApiKeySourceType,
  EndpointType,
  type IDomainName,
  type IUsagePlan,
  LogGroupLogDestination,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { GatewayConfig, PlatformConfig } from '../config/environment';
import { OperatorPolicies } from './protection/operator-policies';
import { accessLogFormat } from './observability/access-log';
import { clientCertificate } from './api/client-certificate';
import { CustomDomain } from './api/custom-domain';
import { publishDescriptor } from './descriptor-parameter';
import { encryptionKeyFor } from './protection/encryption-key';
import { setFeatures } from './features';
import { GatewayAlarms } from './observability/gateway-alarms';
import { gatewayDashboard } from './observability/gateway-dashboard';
import { EnvironmentMetrics } from './observability/environment-metrics';
import { GatewayMetrics } from './observability/gateway-metrics';
import { addGatewayResponses, gatewayResponseModels } from './api/gateway-responses';
import { GatewayLogGroups } from './observability/gateway-log-groups';
import { gatewayName, resellerStackName, STAGE_NAME, usagePlanName } from './names';
import { OAuthAuthorizer } from './authorizer/oauth-authorizer';
import { addRoutes } from './api/routes';
import { pinDeployment } from './api/pin-deployment';
import { stageOptions } from './api/stage-options';
import { setSecurityPolicy } from './api/security-policy';
import { sharedValue } from './shared';
import { sourceIpPolicy } from './api/source-ip-policy';
import { TierUsagePlan } from './api/tier-usage-plan';
import { uiNodeIntegrations } from './ui-nodes/ui-node-integration';

export interface GatewayProps {
  /** Name of the environment; part of every name. */
  readonly environment: string;
  readonly platform: PlatformConfig;
  readonly gateway: GatewayConfig;
  /** Directory of the bundled authorizer, from `buildAuthorizer()`. */
  readonly authorizerCode: string;
  /** Directory of the bundled forwarder, from `buildForwarder()`; used if `forwarding` is `lambda`. */
  readonly forwarderCode: string;
  /** The app's own resources in place of those of the platform stack. @default those of the platform stack */
  readonly given?: GivenResources;
  /**
   * True if nothing is added to the API once the gateway is made: its deployment is then hashed once instead of at each
   * reference.
   */
  readonly closed: boolean;
}

/** Resources that a gateway uses and does not make. An absent one is not used. */
export interface GivenResources {
  readonly encryptionKey?: IKey;
  readonly webAclArn?: string;
  readonly alarmTopic?: ITopic;
}

/** One reseller's gateway: everything between its consumers and the UI nodes. */
export class Gateway extends Construct {
  readonly restApi: RestApi;
  /** Scheme and host, no path: values of the platform's system property *APS OAuth API Gateway URL*. */
  readonly urls: readonly [string, ...string[]];
  /** The gateway's own host names, by name. */
  readonly domains: Readonly<Record<string, IDomainName>>;
  /** Targets of the CNAME records that are to be made by hand, by domain. */
  readonly dnsTargets: Readonly<Record<string, string>>;
  /** By tier. */
  readonly usagePlans: Readonly<Record<string, IUsagePlan>>;
  protected readonly oauth: OAuthAuthorizer;
  protected readonly encryptionKey: IKey | undefined;
  private readonly accessLog: LogGroup;
  private madeMetrics: GatewayMetrics | undefined;

  constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id);
    setFeatures(this);
    const { environment, platform, gateway, given } = props;
    const encryptionKey = given ? given.encryptionKey : encryptionKeyFor(this, environment, platform.protection);
    this.encryptionKey = encryptionKey;
    const logGroups = new GatewayLogGroups({
      environment,
      resellerId: gateway.resellerId,
      restApiId: Lazy.string({ produce: () => this.restApi.restApiId }),
      retentionDays: gateway.logs.retentionDays,
      encryptionKey,
      kept: platform.protection.terminationProtection,
    });
    this.accessLog = logGroups.add(this, 'AccessLog', 'access');
    this.oauth = new OAuthAuthorizer(this, 'OAuth', { ...props, encryptionKey, logGroups });
    this.restApi = this.makeApi(props);
    if (gateway.logs.executionLevel !== 'off') this.executionLog(logGroups);
    this.addMethods(props, logGroups);
    if (props.closed) pinDeployment(this.restApi);
    const domains = this.addDomains(gateway);
    this.domains = mapped(domains, ({ domainName }) => domainName);
    this.dnsTargets = targetsOf(domains);
    this.urls = this.urlsOf(gateway);
    this.usagePlans = this.addUsagePlans(environment, gateway);
    const usagePlans = mapped(this.usagePlans, ({ usagePlanId }) => usagePlanId);
    publishDescriptor(this, {
      environment,
      gateway,
      usagePlans,
      accessLog: this.accessLog,
      encryptionKey,
      api: this.restApi,
      oauth: this.oauth,
      url: this.urls[0],
      dnsTargets: this.dnsTargets,
    });
    if (platform.operatorPolicies === 'perGateway') {
      const { restApiId } = this.restApi;
      const limits = { resellerId: gateway.resellerId, restApiId, usagePlanIds: Object.values(usagePlans) };
      new OperatorPolicies(this, 'Operators', {
        environment,
        gateway: limits,
        encryptionKeyArn: encryptionKey?.keyArn,
      });
    }
    if (platform.protection.webAcl) this.associateWebAcl(props);
    this.observe(props);
  }

  private makeApi({ environment, platform, gateway }: GatewayProps): RestApi {
    const api = new RestApi(this, 'Api', {
      restApiName: resellerStackName(environment, gateway.resellerId),
      endpointConfiguration: { types: [EndpointType.REGIONAL] },
      apiKeySourceType: ApiKeySourceType.AUTHORIZER,
      // The role belongs to the account: every API that makes one replaces the others'.
      cloudWatchRole: false,
      // A signature over the default host would fail on the platform, which knows only the domain's name.
      disableExecuteApiEndpoint: gateway.domains.length > 0,
      policy: sourceIpPolicy(gateway.allowedSourceIps),
      // API Gateway does not compress streamed answers.
      ...(gateway.uiNodes.answers === 'buffered' && { minCompressionSize: COMPRESSED_FROM }),
      deployOptions: {
        stageName: STAGE_NAME,
        accessLogDestination: new LogGroupLogDestination(this.accessLog),
        accessLogFormat: accessLogFormat({
          environment,
          gateway: gatewayName(environment, gateway.resellerId),
          mutualTls: gateway.mutualTls !== undefined,
          webAcl: platform.protection.webAcl !== undefined,
        }),
        ...stageOptions(gateway),
        ...clientCertificate(this, gateway.uiNodes),
      },
    });
    setSecurityPolicy(api, gateway);
    // CDK's output of the endpoint has a path, which users could copy into the platform's property by mistake.
    api.node.tryRemoveChild('Endpoint');
    return api;
  }

  /** Made before the stage: otherwise API Gateway makes the log group, without retention and without our key. */
  private executionLog(logGroups: GatewayLogGroups): void {
    const log = logGroups.add(this, 'ExecutionLog', 'execution');
    this.restApi.deploymentStage.node.addDependency(log);
  }

  private addMethods(props: GatewayProps, logGroups: GatewayLogGroups): void {
    const { gateway, platform } = props;
    addGatewayResponses(this, this.restApi, gatewayResponseModels(gateway, platform.protection.webAcl !== undefined));
    const uiNodes = uiNodeIntegrations(this, { ...props, logGroups });
    addRoutes(this.restApi, { routes: gateway.routes, uiNodes, authorizer: this.oauth.authorizer });
    this.restApi.latestDeployment?.addToLogicalId({ uiNodes: uiNodes.salt });
  }

  private addDomains(gateway: GatewayConfig): Readonly<Record<string, CustomDomain>> {
    const { restApi: api } = this;
    return Object.fromEntries(
      gateway.domains.map((domain) => [
        domain.name,
        new CustomDomain(this, `Domain-${domain.name}`, { domain, gateway, api }),
      ]),
    );
  }

  private urlsOf({ domains }: GatewayConfig): readonly [string, ...string[]] {
    const [first, ...others] = domains.map(({ name }) => `https://${name}`);
    const { region, urlSuffix } = Stack.of(this);
    return first ? [first, ...others] : [`https://${this.restApi.restApiId}.execute-api.${region}.${urlSuffix}`];
  }

  private addUsagePlans(environment: string, { resellerId, tiers }: GatewayConfig): Record<string, IUsagePlan> {
    return Object.fromEntries(
      Object.entries(tiers).map(([name, tier]) => {
        const options = { name: usagePlanName(environment, resellerId, name), tier, api: this.restApi };
        return [name, new TierUsagePlan(this, `Tier-${name}`, options).usagePlan];
      }),
    );
  }

  private associateWebAcl({ environment, given }: GatewayProps): void {
    new CfnWebACLAssociation(this, 'WebAcl', {
      resourceArn: this.restApi.deploymentStage.stageArn,
      webAclArn: given?.webAclArn ?? sharedValue(this, environment, 'web-acl-arn'),
    });
  }

  /** Returns the metrics of the gateway; they add nothing to it until one needs a filter of its access log. */
  protected metricsOf({ environment, gateway }: Pick<GatewayProps, 'environment' | 'gateway'>): GatewayMetrics {
    this.madeMetrics ??= new GatewayMetrics(this, 'Metrics', {
      environment,
      gateway: gatewayName(environment, gateway.resellerId),
      api: this.restApi,
      oauth: this.oauth,
      accessLog: this.accessLog,
    });
    return this.madeMetrics;
  }

  private observe(props: GatewayProps): void {
    const { environment, platform, gateway, given } = props;
    const { resellerId, alarms: thresholds } = gateway;
    const shared = platform.alarms?.environment;
    if (shared) new EnvironmentMetrics(this, 'EnvironmentMetrics', this.accessLog, shared);
    if (!thresholds && platform.dashboards === 'none') return;
    const metrics = this.metricsOf(props);
    // The environment's dashboard reads this metric of every gateway.
    metrics.countRefusals();
    if (thresholds) new GatewayAlarms(this, 'Alarms', { environment, resellerId, thresholds, metrics, given });
    if (platform.dashboards === 'gateways') gatewayDashboard(this, resellerStackName(environment, resellerId), metrics);
  }
}

function mapped<T, R>(values: Readonly<Record<string, T>>, convert: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, convert(value)]));
}

/** Returns the targets of the CNAME records that are to be made by hand. */
function targetsOf(domains: Readonly<Record<string, CustomDomain>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(domains).flatMap(([name, { dnsTarget }]) => (dnsTarget === undefined ? [] : [[name, dnsTarget]])),
  );
}

/**
 * API Gateway compresses answers, but also decompresses requests, only from this size on (developer guide, "Enable payload
 * compression for an API"): any larger one would damage small compressed requests. At 0, empty answers would get a body.
 */
const COMPRESSED_FROM = Size.bytes(1);
