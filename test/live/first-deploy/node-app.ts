import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, FunctionUrlAuthType, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NODE_OUTPUT, STACKS } from './scratch';

/** The CDK app of the scratch node. Anyone may call it; it only sends back what it receives. */
const stack = new Stack(new App(), STACKS.node, { description: 'Scratch node of a first deploy' });
const node = new LambdaFunction(stack, 'Node', {
  code: Code.fromInline(readFileSync(join(__dirname, 'echo-node.cjs'), 'utf8')),
  handler: 'index.handler',
  runtime: Runtime.NODEJS_22_X,
  timeout: Duration.seconds(10),
});
new CfnOutput(stack, NODE_OUTPUT, { value: node.addFunctionUrl({ authType: FunctionUrlAuthType.NONE }).url });
