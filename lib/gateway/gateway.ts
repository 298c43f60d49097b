import { Lazy, Stack } from 'aws-cdk-lib';
import type { IDomainName, IUsagePlan, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { GatewayConfig, PlatformConfig } from '../config/environment';
import { OperatorPolicies } from './protection/operator-policies';
import { clientCertificate } from './api/client-certificate';
import { CustomDomain } from './api/custom-domain';
import { publishDescriptor } from './descriptor-parameter';
import { encryptionKeyFor } from './protection/encryption-key';
import { setFeatures } from './features';
import { GatewayAlarms } from './observability/gateway-alarms';
import { gatewayDashboard } from './observability/gateway-dashboard';
import { EnvironmentMetrics } from './observability/environment-metrics';
import { GatewayMetrics } from './observability/gateway-metrics';
import { GatewayLogGroups } from './observability/gateway-log-groups';
import { gatewayName, resellerStackName, usagePlanName } from './names';
import { OAuthAuthorizer } from './authorizer/oauth-authorizer';
import { addRoutes } from './api/routes';
import { pinDeployment } from './api/pin-deployment';
import { type PlacedApi, placeApis } from './api/place-apis';
import { PrivateDomain } from './api/private-domain';
import { sharedValue } from './shared';
import { UiNodeMetrics } from './shedding/ui-node-metrics';
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
  /** For both audiences: the API on the internet. */
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
  private readonly apis: readonly PlacedApi[];
  /** Ids by name. */
  private readonly privateDomains: Record<string, string> = {};
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
    const [first, ...others] = placeApis(this, {
      ...props,
      accessLog: this.accessLog,
      logGroups,
      clientCertificate: clientCertificate(this, gateway.uiNodes),
    });
    this.apis = [first, ...others];
    this.restApi = first.api;
    this.addMethods(props, logGroups);
    const domains = this.addDomains(gateway);
    this.domains = mapped(domains, ({ domainName }) => domainName);
    this.dnsTargets = targetsOf(domains);
    this.urls = this.urlsOf(gateway);
    this.usagePlans = this.addUsagePlans(environment, gateway);
    publishDescriptor(this, {
      environment,
      gateway,
      usagePlans: mapped(this.usagePlans, ({ usagePlanId }) => usagePlanId),
      accessLog: this.accessLog,
      encryptionKey,
      apis: [first.api, ...others.map(({ api }) => api)],
      privateDomains: this.privateDomains,
      oauth: this.oauth,
      url: this.urls[0],
      dnsTargets: this.dnsTargets,
    });
    if (platform.operatorPolicies === 'perGateway') new OperatorPolicies(this, 'Operators', this.operatorLimits(props));
    if (platform.protection.webAcl) this.associateWebAcl(props);
    this.observe(props);
  }

  private addMethods(props: GatewayProps, logGroups: GatewayLogGroups): void {
    const { gateway } = props;
    const uiNodes = uiNodeIntegrations(this, { ...props, logGroups });
    for (const [index, { api }] of this.apis.entries()) {
      const authorizer = index === 0 ? this.oauth.authorizer : this.oauth.addAuthorizer('InternalAuthorizer');
      addRoutes(api, { routes: gateway.routes, uiNodes, authorizer });
      api.latestDeployment?.addToLogicalId({ uiNodes: uiNodes.salt });
      if (props.closed) pinDeployment(api);
    }
  }

  /** Adds the domains of each API. Returns those on the internet, by name. */
  private addDomains(gateway: GatewayConfig): Readonly<Record<string, CustomDomain>> {
    const made = new Map<string, CustomDomain>();
    for (const { endpoint, scope, api } of this.apis) {
      for (const domain of gateway.domains) {
        const id = `Domain-${domain.name}`;
        if (endpoint === 'external') made.set(domain.name, new CustomDomain(scope, id, { domain, gateway, api }));
        else {
          const certificate = made.get(domain.name)?.certificate;
          const { domainId } = new PrivateDomain(scope, id, { domain, gateway, api, certificate });
          this.privateDomains[domain.name] = domainId;
        }
      }
    }
    return Object.fromEntries(made);
  }

  /** Returns what limits people to this gateway, and what it has that they need permissions for. */
  protected operatorLimits({ environment, gateway }: Pick<GatewayProps, 'environment' | 'gateway'>) {
    const usagePlanIds = Object.values(this.usagePlans).map(({ usagePlanId }) => usagePlanId);
    return {
      environment,
      gateway: { resellerId: gateway.resellerId, serves: gateway.serves, restApiIds: this.restApiIds, usagePlanIds },
      privateDomains: Object.keys(this.privateDomains).length > 0,
      failureRules: gateway.alarms?.failedAttempts !== undefined,
      lockoutTables: this.oauth.lockout?.table.tableArn,
      sheds: gateway.shedding !== undefined,
      encryptionKeyArn: this.encryptionKey?.keyArn,
    };
  }

  /** Ids of all its APIs. */
  private get restApiIds(): readonly string[] {
    return this.apis.map(({ api }) => api.restApiId);
  }

  private urlsOf({ domains }: GatewayConfig): readonly [string, ...string[]] {
    const [first, ...others] = domains.map(({ name }) => `https://${name}`);
    const { region, urlSuffix } = Stack.of(this);
    return first ? [first, ...others] : [`https://${this.restApi.restApiId}.execute-api.${region}.${urlSuffix}`];
  }

  private addUsagePlans(environment: string, { resellerId, tiers }: GatewayConfig): Record<string, IUsagePlan> {
    return Object.fromEntries(
      Object.entries(tiers).map(([name, tier]) => {
        const apis = this.apis.map(({ api }) => api);
        const options = { name: usagePlanName(environment, resellerId, name), tier, apis };
        return [name, new TierUsagePlan(this, `Tier-${name}`, options).usagePlan];
      }),
    );
  }

  private associateWebAcl({ environment, given }: GatewayProps): void {
    const webAclArn = given?.webAclArn ?? sharedValue(this, environment, 'web-acl-arn');
    for (const { scope, api } of this.apis) {
      new CfnWebACLAssociation(scope, 'WebAcl', { resourceArn: api.deploymentStage.stageArn, webAclArn });
    }
  }

  /** Returns the metrics of the gateway; they add nothing to it until one needs a filter of its access log. */
  protected metricsOf({ environment, gateway }: Pick<GatewayProps, 'environment' | 'gateway'>): GatewayMetrics {
    this.madeMetrics ??= new GatewayMetrics(this, 'Metrics', {
      environment,
      gateway: gatewayName(environment, gateway.resellerId),
      api: this.restApi,
      oauth: this.oauth,
      accessLog: this.accessLog,
      sheds: gateway.shedding !== undefined,
    });
    return this.madeMetrics;
  }

  private observe(props: GatewayProps): void {
    const { environment, platform, gateway, given } = props;
    const { resellerId, alarms: thresholds, routes } = gateway;
    const shared = platform.alarms?.environment;
    const { accessLog: logGroup } = this;
    const sheds = gateway.shedding !== undefined;
    if (shared) new EnvironmentMetrics(this, 'EnvironmentMetrics', { logGroup, thresholds: shared, sheds });
    if (gateway.shedding?.automatic) new UiNodeMetrics(this, 'UiNodeMetrics', logGroup, gateway.shedding.automatic);
    if (!thresholds && platform.dashboards === 'none') return;
    const metrics = this.metricsOf(props);
    // The environment's dashboard reads this metric of every gateway.
    metrics.countRefusals();
    if (thresholds) new GatewayAlarms(this, 'Alarms', { environment, resellerId, thresholds, metrics, routes, given });
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
