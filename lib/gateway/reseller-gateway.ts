import { Stack } from 'aws-cdk-lib';
import { ApiKeySourceType, EndpointType, LogGroupLogDestination, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { GatewayConfig } from '../config/environment';
import { descriptorParameterName, type GatewayDescriptor } from '../descriptor';
import { accessLogFormat } from './access-log';
import { GatewayResponses, gatewayResponseModels } from './gateway-responses';
import { logGroup } from './log-group';
import { logGroupName, resellerStackName, STAGE_NAME, usagePlanName } from './names';
import { OAuthAuthorizer } from './oauth-authorizer';
import { addRoutes } from './routes';
import { TierUsagePlan } from './tier-usage-plan';

export interface ResellerGatewayProps {
  /** Name of the environment; part of every name. */
  readonly environment: string;
  readonly gateway: GatewayConfig;
  /** Directory of the bundled authorizer, from `buildAuthorizer()`. */
  readonly authorizerCode: string;
}

/** One reseller's gateway: everything between its consumers and the UI nodes. */
export class ResellerGateway extends Construct {
  readonly restApi: RestApi;
  readonly oauth: OAuthAuthorizer;
  /** Scheme and host, no path: the platform's system property *APS OAuth API Gateway URL*. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: ResellerGatewayProps) {
    super(scope, id);
    const { environment, gateway, authorizerCode } = props;
    const { resellerId } = gateway;
    const logs = logGroup(this, 'AccessLog', {
      name: logGroupName(environment, resellerId, 'access'),
      retentionDays: gateway.logs.retentionDays,
    });
    this.oauth = new OAuthAuthorizer(this, 'OAuth', { environment, gateway, authorizerCode });
    this.restApi = new RestApi(this, 'Api', {
      restApiName: resellerStackName(environment, resellerId),
      endpointConfiguration: { types: [EndpointType.REGIONAL] },
      apiKeySourceType: ApiKeySourceType.AUTHORIZER,
      // It belongs to the account, not to a gateway: every API that makes one takes it from the others.
      cloudWatchRole: false,
      deployOptions: {
        stageName: STAGE_NAME,
        accessLogDestination: new LogGroupLogDestination(logs),
        accessLogFormat: accessLogFormat(),
        ...(gateway.throttle.rateLimit && { throttlingRateLimit: gateway.throttle.rateLimit }),
        ...(gateway.throttle.burstLimit && { throttlingBurstLimit: gateway.throttle.burstLimit }),
      },
    });
    // Its path would be taken for a part of the value to enter on the platform.
    this.restApi.node.tryRemoveChild('Endpoint');
    this.addResponses(gateway);
    addRoutes(this.restApi, { routes: gateway.routes, uiNodes: gateway.uiNodes, authorizer: this.oauth.authorizer });
    this.url = `https://${this.restApi.restApiId}.execute-api.${Stack.of(this).region}.${Stack.of(this).urlSuffix}`;
    this.publish(environment, gateway, this.addUsagePlans(environment, gateway), logs.logGroupName);
  }

  private addResponses(gateway: GatewayConfig): void {
    const models = gatewayResponseModels(gateway);
    const responses = new GatewayResponses(this, 'Responses', this.restApi, models);
    // A deployment is a snapshot that includes them, but CDK's own hash leaves them out.
    this.restApi.latestDeployment?.addToLogicalId({ gatewayResponses: models });
    this.restApi.latestDeployment?.node.addDependency(responses);
  }

  private addUsagePlans(environment: string, { resellerId, tiers }: GatewayConfig): Record<string, string> {
    return Object.fromEntries(
      Object.entries(tiers).map(([name, tier]) => {
        const plan = new TierUsagePlan(this, `Tier-${name}`, {
          name: usagePlanName(environment, resellerId, name),
          tier,
          api: this.restApi,
        });
        return [name, plan.usagePlanId];
      }),
    );
  }

  private publish(
    environment: string,
    gateway: GatewayConfig,
    usagePlans: Record<string, string>,
    accessLogGroup: string,
  ): void {
    const descriptor: GatewayDescriptor = {
      version: 1,
      environment,
      resellerId: gateway.resellerId,
      serves: gateway.serves,
      url: this.url,
      restApiId: this.restApi.restApiId,
      stage: STAGE_NAME,
      usagePlans,
      authorizerFunction: this.oauth.function.functionName,
      nonceTable: this.oauth.nonces.table.tableName,
      accessLogGroup,
    };
    new StringParameter(this, 'Descriptor', {
      parameterName: descriptorParameterName(environment, gateway.resellerId),
      description: `Gateway of ${gateway.resellerId}, for the aps-gateway command`,
      stringValue: Stack.of(this).toJsonString(descriptor),
    });
  }
}
