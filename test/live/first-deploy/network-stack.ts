import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, CfnOutput, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { InterfaceVpcEndpointAwsService, IpAddresses, type IVpc, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { LOG_GROUP_PREFIX, STACKS } from './scratch';

/** VPC endpoints of the scratch network. The internal gateway declares the first two. */
export const VPC_ENDPOINTS = ['first', 'second', 'undeclared'] as const;
/** Addresses of the scratch network. Requests of its function come from one of them, which the function itself cannot see. */
export const NETWORK = { address: '10.211.0.0', prefix: 24 } as const;
/** Output with the name of the function that sends requests. */
export const SENDER_OUTPUT = 'SenderName';

/** Names of the outputs with a VPC endpoint's id and DNS name. */
export function vpcEndpointOutputs(name: (typeof VPC_ENDPOINTS)[number]): {
  readonly id: string;
  readonly dns: string;
} {
  return { id: `${name}Id`, dns: `${name}Dns` };
}

/**
 * Makes the stack of the scratch network: a VPC without internet access, its VPC endpoints, and a function that sends
 * requests through them. Without private DNS names, each request chooses its VPC endpoint by the name it connects to.
 */
export function networkStack(app: App): Stack {
  const stack = new Stack(app, STACKS.network, { description: 'Scratch network of a first deploy' });
  const inside = { subnetType: SubnetType.PRIVATE_ISOLATED };
  const vpc = new Vpc(stack, 'Vpc', {
    // AWS bills a VPC endpoint for each zone.
    maxAzs: 1,
    natGateways: 0,
    ipAddresses: IpAddresses.cidr(`${NETWORK.address}/${NETWORK.prefix}`),
    subnetConfiguration: [{ name: 'Inside', ...inside }],
    // It would take a custom resource.
    restrictDefaultSecurityGroup: false,
  }) as IVpc;
  const sender = new LambdaFunction(stack, 'Sender', {
    code: Code.fromInline(readFileSync(join(__dirname, 'internal-sender.cjs'), 'utf8')),
    handler: 'index.handler',
    logGroup: new LogGroup(stack, 'Log', {
      logGroupName: `${LOG_GROUP_PREFIX}sender`,
      retention: RetentionDays.ONE_DAY,
      removalPolicy: RemovalPolicy.DESTROY,
    }),
    runtime: Runtime.NODEJS_22_X,
    timeout: Duration.seconds(35),
    vpc,
    vpcSubnets: inside,
  });
  new CfnOutput(stack, SENDER_OUTPUT, { value: sender.functionName });
  for (const name of VPC_ENDPOINTS) {
    const endpoint = vpc.addInterfaceEndpoint(name, {
      service: InterfaceVpcEndpointAwsService.APIGATEWAY,
      privateDnsEnabled: false,
    });
    const { id, dns } = vpcEndpointOutputs(name);
    new CfnOutput(stack, id, { value: endpoint.vpcEndpointId });
    // The first entry is the Regional name, after the id of its hosted zone: Z7…:vpce-….execute-api.….vpce.amazonaws.com.
    const entry = Fn.select(0, endpoint.vpcEndpointDnsEntries);
    new CfnOutput(stack, dns, { value: Fn.select(1, Fn.split(':', entry)) });
  }
  return stack;
}
