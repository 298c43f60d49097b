import { Duration } from 'aws-cdk-lib';
import { type Integration, LambdaIntegration, ResponseTransferMode } from 'aws-cdk-lib/aws-apigateway';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
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
import { logGroup } from '../observability/log-group';
import { logGroupName } from '../names';
import { reservation } from '../reservation';
import { sharedValue } from '../shared';

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
  readonly encryptionKey?: IKey | undefined;
}

/** The function that forwards requests and writes the request line itself, so that RQL reaches the UI nodes unescaped. */
export class Forwarder extends Construct {
  readonly integration: Integration;

  constructor(scope: Construct, id: string, props: ForwarderProps) {
    super(scope, id);
    const { environment, platform, gateway, forwarderCode, encryptionKey } = props;
    const { brandEndpoint, timeoutSeconds, answers } = gateway.uiNodes;
    const streamed = answers === 'streamed';
    const logs = logGroup(this, 'Logs', {
      name: logGroupName(environment, gateway.resellerId, 'forwarder'),
      retentionDays: gateway.logs.retentionDays,
      encryptionKey,
    });
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
            ...(inVpc ? [NETWORK_INTERFACES] : []),
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

/** These actions do not support resource-level permissions. */
const TRACES = new PolicyStatement({
  actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  resources: ['*'],
});

/** A function in a VPC manages its own network interfaces. These actions do not support resource-level permissions. */
const NETWORK_INTERFACES = new PolicyStatement({
  actions: [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
  ],
  resources: ['*'],
});
