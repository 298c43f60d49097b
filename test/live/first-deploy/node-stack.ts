import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, FunctionUrlAuthType, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { LOG_GROUP_PREFIX, NODE_OUTPUT, STACKS } from './scratch';

/** Makes the scratch node's stack: a function behind a public URL that only sends back what it receives. */
export function nodeStack(app: App): Stack {
  const stack = new Stack(app, STACKS.node, { description: 'Scratch node of a first deploy' });
  const logGroup = new LogGroup(stack, 'Log', {
    logGroupName: `${LOG_GROUP_PREFIX}node`,
    retention: RetentionDays.ONE_DAY,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const node = new LambdaFunction(stack, 'Node', {
    code: Code.fromInline(readFileSync(join(__dirname, 'echo-node.cjs'), 'utf8')),
    handler: 'index.handler',
    logGroup,
    runtime: Runtime.NODEJS_22_X,
    timeout: Duration.seconds(10),
  });
  const url = node.addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
  new CfnOutput(stack, NODE_OUTPUT, { value: url.url });
  return stack;
}
