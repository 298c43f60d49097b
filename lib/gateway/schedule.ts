import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';

export interface ScheduleOptions {
  readonly description: string;
  readonly everyMinutes: number;
  /** Event of the function. @default an event of EventBridge Scheduler's own */
  readonly input?: object;
}

/** Calls a function on a clock of EventBridge Scheduler. A turn that fails is not repeated: the next comes soon. */
export function schedule(scope: Construct, handler: IFunction, options: ScheduleOptions): void {
  const { description, everyMinutes, input } = options;
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
