import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { type Integration, LambdaIntegration, ResponseTransferMode } from 'aws-cdk-lib/aws-apigateway';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type CfnFunction,
  Code,
  Function as LambdaFunction,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { FORWARDER_SETTINGS } from '../../../lambda/forwarder/contract';
import type { GatewayConfig, PlatformConfig } from '../../config/environment';
import type { GatewayLogGroups } from '../observability/gateway-log-groups';
import { reservation } from '../reservation';
import { sharedValue } from '../shared';
import { STAGE_NAME } from '../names';

const MEMORY_MEGABYTES = 512;
/** Time for a cold start, in addition to the UI node's. */
const START_SECONDS = 3;
/** The longest time that Lambda lets a function run. */
const MOST_SECONDS = 900;

export interface ForwarderProps {
  readonly environment: string;
  readonly platform: PlatformConfig;
  readonly gateway: GatewayConfig;
  /** Directory of the bundled function, from `buildForwarder()`. */
  readonly forwarderCode: string;
  readonly logGroups: GatewayLogGroups;
}

/** The function that forwards requests and writes the request line itself, so that RQL reaches the UI nodes unescaped. */
export class Forwarder extends Construct {
  readonly integration: Integration;

  constructor(scope: Construct, id: string, props: ForwarderProps) {
    super(scope, id);
    const { environment, platform, gateway, forwarderCode, logGroups } = props;
    const { brandEndpoint, timeoutSeconds, answers } = gateway.uiNodes;
    const streamed = answers === 'streamed';
    const logs = logGroups.add(this, 'Logs', 'forwarder');
    const inVpc = platform.privateNodes;
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        forwarder: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [logs.logGroupArn],
            }),
            ...(inVpc ? [NETWORK_INTERFACES, notByItsCode(this)] : []),
            ...(gateway.tracing ? [TRACES] : []),
          ],
        }),
      },
    });
    const handler = new LambdaFunction(this, 'Function', {
      description: `Forwards requests of the gateway of ${gateway.resellerId} to the UI nodes`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(forwarderCode),
      timeout: Duration.seconds(Math.min(timeoutSeconds + START_SECONDS, MOST_SECONDS)),
      memorySize: MEMORY_MEGABYTES,
      ...reservation(gateway),
      logGroup: logs,
      role: role.withoutPolicyUpdates(),
      tracing: gateway.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      environment: {
        [FORWARDER_SETTINGS.brandEndpoint]: brandEndpoint,
        ...routeBrandEndpoints(gateway),
        [FORWARDER_SETTINGS.timeoutMs]: String(timeoutSeconds * 1000),
        ...(streamed && { [FORWARDER_SETTINGS.streamed]: 'true' }),
        ...(inVpc && { [FORWARDER_SETTINGS.connectHost]: sharedValue(this, environment, 'load-balancer-host') }),
      },
    });
    if (inVpc) {
      // The L2 property requires a whole VPC with zones and route tables, but ids are enough.
      (handler.node.defaultChild as CfnFunction).vpcConfig = {
        subnetIds: inVpc.subnetIds.toSorted(),
        securityGroupIds: [sharedValue(this, environment, 'callers-security-group-id')],
      };
    }
    this.integration = new LambdaIntegration(handler, {
      ...(streamed && { responseTransferMode: ResponseTransferMode.STREAM }),
      timeout: Duration.seconds(timeoutSeconds),
      // One permission for the API instead of two for each method.
      scopePermissionToMethod: false,
    });
  }
}

/** Returns the setting for routes with UI nodes of their own, by API Gateway's resource; none without such routes. */
function routeBrandEndpoints({ routes }: GatewayConfig): Readonly<Record<string, string>> {
  const own = routes.flatMap(({ path, brandEndpoint }) =>
    brandEndpoint === undefined ? [] : [[path.slice(`/${STAGE_NAME}`.length), brandEndpoint]],
  );
  return own.length > 0 ? { [FORWARDER_SETTINGS.routeBrandEndpoints]: JSON.stringify(Object.fromEntries(own)) } : {};
}

/** These actions do not support resource-level permissions. */
const TRACES = new PolicyStatement({
  actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  resources: ['*'],
});

const NETWORK_INTERFACE_ACTIONS = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

/** Lambda manages the network interfaces of a function in a VPC. These actions do not support resource-level permissions. */
const NETWORK_INTERFACES = new PolicyStatement({ actions: NETWORK_INTERFACE_ACTIONS, resources: ['*'] });

/**
 * Denies the same actions to calls of the function's code, which Lambda marks with the function's ARN (Lambda developer
 * guide, "Giving Lambda functions access to resources in an Amazon VPC"). The ARN of this function is not known to its
 * role, but no other function has the role.
 */
function notByItsCode(scope: Construct): PolicyStatement {
  const functions = Stack.of(scope).formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return new PolicyStatement({
    effect: Effect.DENY,
    actions: NETWORK_INTERFACE_ACTIONS,
    resources: ['*'],
    conditions: { ArnLike: { 'lambda:SourceFunctionArn': functions } },
  });
}
