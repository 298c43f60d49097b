import { Duration, Stack } from 'aws-cdk-lib';
import { type IRole, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, type IFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';

const MEMORY_MEGABYTES = 256;

export interface ScheduledFunctionProps {
  /** A sentence without its end: the function's description adds how often it is called. */
  readonly description: string;
  readonly everyMinutes: number;
  /** Directory of the bundled function. */
  readonly code: string;
  readonly timeoutMinutes: number;
  readonly logGroup: ILogGroup;
  readonly role: IRole;
  readonly environment: Readonly<Record<string, string>>;
  /** Event of the function. @default an event of EventBridge Scheduler's own */
  readonly input?: object;
}

/** Adds a function that a clock of EventBridge Scheduler calls. A turn that fails is not repeated: the next comes soon. */
export function addScheduledFunction(scope: Construct, props: ScheduledFunctionProps): void {
  const { description, everyMinutes, timeoutMinutes, logGroup, role, environment, input } = props;
  const handler = new LambdaFunction(scope, 'Function', {
    description: `${description} every ${everyMinutes} minutes`,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromAsset(props.code),
    timeout: Duration.minutes(timeoutMinutes),
    memorySize: MEMORY_MEGABYTES,
    logGroup,
    role,
    environment,
  });
  new CfnSchedule(scope, 'Schedule', {
    description,
    flexibleTimeWindow: { mode: 'OFF' },
    scheduleExpression: `rate(${everyMinutes} ${everyMinutes === 1 ? 'minute' : 'minutes'})`,
    target: {
      arn: handler.functionArn,
      roleArn: schedulerRole(scope, handler).roleArn,
      ...(input && { input: JSON.stringify(input) }),
      retryPolicy: { maximumRetryAttempts: 0 },
    },
  });
}

function schedulerRole(scope: Construct, handler: IFunction): Role {
  return new Role(scope, 'SchedulerRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
    inlinePolicies: {
      invoke: new PolicyDocument({
        statements: [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [handler.functionArn] })],
      }),
    },
  });
}
