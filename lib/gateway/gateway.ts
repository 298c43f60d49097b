import { Lazy, Size, Stack } from 'aws-cdk-lib';
import {
  ApiKeySourceType,
  CfnClientCertificate,
  type CfnDeployment,
  EndpointType,
  LogGroupLogDestination,
  MethodLoggingLevel,
  RestApi,
  type StageOptions,
} from 'aws-cdk-lib/aws-apigateway';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { GatewayConfig, PlatformConfig, UiNodesConfig } from '../config/environment';
import { OperatorPolicies } from './protection/operator-policies';
import { accessLogFormat } from './observability/access-log';
import { CustomDomain } from './api/custom-domain';
import { publishDescriptor } from './descriptor-parameter';
import { encryptionKeyFor } from './protection/encryption-key';
import { GatewayAlarms } from './observability/gateway-alarms';
import { gatewayDashboard } from './observability/gateway-dashboard';
import { EnvironmentMetrics } from './observability/environment-metrics';
import { GatewayMetrics } from './observability/gateway-metrics';
import { addGatewayResponses, gatewayResponseModels } from './api/gateway-responses';
import { GatewayLogGroups } from './observability/gateway-log-groups';
import { gatewayName, resellerStackName, STAGE_NAME, usagePlanName } from './names';
import { OAuthAuthorizer } from './authorizer/oauth-authorizer';
import { addRoutes } from './api/routes';
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
}

/** One reseller's gateway: everything between its consumers and the UI nodes. */
export class Gateway extends Construct {
  readonly restApi: RestApi;
  readonly oauth: OAuthAuthorizer;
  /** Scheme and host, no path: values of the platform's system property *APS OAuth API Gateway URL*. */
  readonly urls: readonly [string, ...string[]];
  /** Targets of the CNAME records that are to be made by hand, by domain. */
  readonly dnsTargets: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id);
    const { environment, platform, gateway } = props;
    const encryptionKey = encryptionKeyFor(this, environment, platform.protection);
    const logGroups = new GatewayLogGroups({
      environment,
      resellerId: gateway.resellerId,
      restApiId: Lazy.string({ produce: () => this.restApi.restApiId }),
      retentionDays: gateway.logs.retentionDays,
      encryptionKey,
      kept: platform.protection.terminationProtection,
    });
    const accessLog = logGroups.add(this, 'AccessLog', 'access');
    this.oauth = new OAuthAuthorizer(this, 'OAuth', { ...props, encryptionKey, logGroups });
    this.restApi = this.makeApi(props, accessLog);
    if (gateway.logs.executionLevel !== 'off') this.executionLog(logGroups);
    this.addMethods(props, logGroups);
    pinDeployment(this.restApi);
    this.dnsTargets = this.addDomains(gateway);
    this.urls = this.urlsOf(gateway);
    const usagePlans = this.addUsagePlans(environment, gateway);
    publishDescriptor(this, {
      environment,
      gateway,
      usagePlans,
      accessLog,
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
    if (platform.protection.webAcl) this.associateWebAcl(environment);
    this.observe(props, accessLog);
  }

  private makeApi({ environment, platform, gateway }: GatewayProps, accessLog: LogGroup): RestApi {
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
        accessLogDestination: new LogGroupLogDestination(accessLog),
        accessLogFormat: accessLogFormat({
          environment,
          gateway: gatewayName(environment, gateway.resellerId),
          mutualTls: gateway.mutualTls !== undefined,
          webAcl: platform.protection.webAcl !== undefined,
        }),
        ...stageOptions(gateway),
        ...this.clientCertificate(gateway.uiNodes),
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

  private clientCertificate({ clientCertificate, nextClientCertificate: next }: UiNodesConfig): StageOptions {
    const own = clientCertificate && 'generated' in clientCertificate ? clientCertificate.generated : undefined;
    if (next && next !== own) this.generatedCertificate(next);
    if (own) return { clientCertificateId: this.generatedCertificate(own).attrClientCertificateId };
    // The property also accepts an ACM certificate's ARN (API Gateway developer guide, "ACM client certificates").
    return clientCertificate && 'arn' in clientCertificate ? { clientCertificateId: clientCertificate.arn } : {};
  }

  /** A certificate expires after 365 days, so its serial is part of the logical id: another serial is another certificate. */
  private generatedCertificate(name: string): CfnClientCertificate {
    return new CfnClientCertificate(this, name.replace('generated', 'ClientCertificate'), { description: name });
  }

  private addMethods(props: GatewayProps, logGroups: GatewayLogGroups): void {
    const { gateway, platform } = props;
    addGatewayResponses(this, this.restApi, gatewayResponseModels(gateway, platform.protection.webAcl !== undefined));
    const uiNodes = uiNodeIntegrations(this, { ...props, logGroups });
    addRoutes(this.restApi, { routes: gateway.routes, uiNodes, authorizer: this.oauth.authorizer });
    this.restApi.latestDeployment?.addToLogicalId({ uiNodes: uiNodes.salt });
  }

  private addDomains(gateway: GatewayConfig): Readonly<Record<string, string>> {
    return Object.fromEntries(
      gateway.domains.flatMap((domain) => {
        const { name } = domain;
        const { dnsTarget } = new CustomDomain(this, `Domain-${name}`, { domain, gateway, api: this.restApi });
        return dnsTarget === undefined ? [] : [[name, dnsTarget]];
      }),
    );
  }

  private urlsOf({ domains }: GatewayConfig): readonly [string, ...string[]] {
    const [first, ...others] = domains.map(({ name }) => `https://${name}`);
    const { region, urlSuffix } = Stack.of(this);
    return first ? [first, ...others] : [`https://${this.restApi.restApiId}.execute-api.${region}.${urlSuffix}`];
  }

  private addUsagePlans(environment: string, { resellerId, tiers }: GatewayConfig): Record<string, string> {
    return Object.fromEntries(
      Object.entries(tiers).map(([name, tier]) => {
        const options = { name: usagePlanName(environment, resellerId, name), tier, api: this.restApi };
        return [name, new TierUsagePlan(this, `Tier-${name}`, options).usagePlanId];
      }),
    );
  }

  private associateWebAcl(environment: string): void {
    new CfnWebACLAssociation(this, 'WebAcl', {
      resourceArn: this.restApi.deploymentStage.stageArn,
      webAclArn: sharedValue(this, environment, 'web-acl-arn'),
    });
  }

  private observe({ environment, platform, gateway }: GatewayProps, accessLog: LogGroup): void {
    const { resellerId, alarms: thresholds } = gateway;
    const shared = platform.alarms?.environment;
    if (shared) new EnvironmentMetrics(this, 'EnvironmentMetrics', accessLog, shared);
    if (!thresholds && platform.dashboards === 'none') return;
    const metrics = new GatewayMetrics(this, 'Metrics', {
      environment,
      gateway: gatewayName(environment, resellerId),
      api: this.restApi,
      oauth: this.oauth,
      accessLog,
    });
    if (thresholds) new GatewayAlarms(this, 'Alarms', { environment, resellerId, thresholds, metrics });
    if (platform.dashboards === 'gateways') gatewayDashboard(this, resellerStackName(environment, resellerId), metrics);
  }
}

/**
 * API Gateway compresses answers, but also decompresses requests, only from this size on (developer guide, "Enable payload
 * compression for an API"): any larger one would damage small compressed requests. At 0, empty answers would get a body.
 */
const COMPRESSED_FROM = Size.bytes(1);

/**
 * Fixes the deployment's logical id once everything that it hashes exists. Otherwise CDK computes the hash again at
 * every reference.
 */
function pinDeployment({ latestDeployment }: RestApi): void {
  const resource = latestDeployment?.node.defaultChild as CfnDeployment;
  resource.overrideLogicalId(Stack.of(resource).resolve(resource.logicalId) as string);
}

const LEVELS = { off: MethodLoggingLevel.OFF, error: MethodLoggingLevel.ERROR, info: MethodLoggingLevel.INFO } as const;

function stageOptions({ throttle, logs, tracing }: GatewayConfig): StageOptions {
  return {
    tracingEnabled: tracing,
    ...(logs.executionLevel !== 'off' && {
      loggingLevel: LEVELS[logs.executionLevel],
      // Its entries hold whole requests, including Authorization.
      dataTraceEnabled: false,
    }),
    ...(throttle.rateLimit && { throttlingRateLimit: throttle.rateLimit }),
    ...(throttle.burstLimit && { throttlingBurstLimit: throttle.burstLimit }),
  };
}
