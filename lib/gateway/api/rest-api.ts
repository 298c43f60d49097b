import { Size } from 'aws-cdk-lib';
import {
  ApiKeySourceType,
  EndpointType,
  IpAddressType,
  LogGroupLogDestination,
  RestApi,
  type RestApiProps,
  type StageOptions,
} from 'aws-cdk-lib/aws-apigateway';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Audience, GatewayConfig, PlatformConfig } from '../../config/environment';
import { gatewayName, resellerStackName, STAGE_NAME } from '../names';
import { accessLogFormat } from '../observability/access-log';
import type { GatewayLogGroups } from '../observability/gateway-log-groups';
import { addGatewayResponses, gatewayResponseModels } from './gateway-responses';
import { externalPolicy, internalPolicy } from './resource-policy';
import { setSecurityPolicy } from './security-policy';
import { stageOptions } from './stage-options';

/** The network on which an API answers: the internet, or VPC endpoints. */
export type Endpoint = Exclude<Audience, 'both'>;

export interface GatewayApiOptions {
  readonly environment: string;
  readonly platform: PlatformConfig;
  readonly gateway: GatewayConfig;
  readonly accessLog: LogGroup;
  readonly logGroups: GatewayLogGroups;
  /** Of all stages. */
  readonly clientCertificate: StageOptions;
}

/** Adds a REST API of a gateway with its stage, execution log and gateway responses, but without methods. */
export function addRestApi(scope: Construct, endpoint: Endpoint, options: GatewayApiOptions): RestApi {
  const { environment, platform, gateway, accessLog, logGroups, clientCertificate } = options;
  const webAcl = platform.protection.webAcl !== undefined;
  const api = new RestApi(scope, 'Api', {
    // The name is a dimension of API Gateway's metrics: two APIs of one gateway are counted together.
    restApiName: resellerStackName(environment, gateway.resellerId),
    ...PROPS_OF[endpoint](gateway),
    apiKeySourceType: ApiKeySourceType.AUTHORIZER,
    // The role belongs to the account: every API that makes one replaces the others'.
    cloudWatchRole: false,
    // A signature over the default host would fail on the platform, which knows only the domain's name.
    disableExecuteApiEndpoint: gateway.domains.length > 0,
    // API Gateway does not compress streamed answers.
    ...(gateway.uiNodes.answers === 'buffered' && { minCompressionSize: COMPRESSED_FROM }),
    deployOptions: {
      stageName: STAGE_NAME,
      accessLogDestination: new LogGroupLogDestination(accessLog),
      accessLogFormat: accessLogFormat({
        environment,
        gateway: gatewayName(environment, gateway.resellerId),
        mutualTls: gateway.mutualTls !== undefined,
        webAcl,
        internal: endpoint === 'internal',
      }),
      ...stageOptions(gateway),
      ...clientCertificate,
    },
  });
  setSecurityPolicy(api, gateway);
  // CDK's output of the endpoint has a path, which users could copy into the platform's property by mistake.
  api.node.tryRemoveChild('Endpoint');
  if (gateway.logs.executionLevel !== 'off') {
    // Made before the stage: otherwise API Gateway makes the log group, without retention and without our key.
    api.deploymentStage.node.addDependency(logGroups.add(scope, 'ExecutionLog', 'execution', api.restApiId));
  }
  addGatewayResponses(scope, api, gatewayResponseModels(gateway, webAcl));
  return api;
}

const PROPS_OF: Readonly<Record<Endpoint, (gateway: GatewayConfig) => RestApiProps>> = {
  external: ({ allowedSourceIps }) => ({
    endpointConfiguration: { types: [EndpointType.REGIONAL] },
    policy: externalPolicy(allowedSourceIps),
  }),
  internal: ({ allowedSourceIps, vpcEndpoints }) => ({
    // A private API is reached by IPv4 or IPv6, as its VPC endpoint is (API Gateway developer guide, "IP address types").
    // It names no VPC endpoint here: each would add a further host name, over which the platform accepts no signature.
    endpointConfiguration: { types: [EndpointType.PRIVATE], ipAddressType: IpAddressType.DUAL_STACK },
    policy: internalPolicy(allowedSourceIps, vpcEndpoints),
  }),
};

/**
 * API Gateway compresses answers, but also decompresses requests, only from this size on (developer guide, "Enable payload
 * compression for an API"): any larger one would damage small compressed requests. At 0, empty answers would get a body.
 */
const COMPRESSED_FROM = Size.bytes(1);
