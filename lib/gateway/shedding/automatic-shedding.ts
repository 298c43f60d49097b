import { Duration, Stack } from 'aws-cdk-lib';
import { type Alarm, ComparisonOperator, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { AutomaticSheddingConfig } from '../../config/shedding-config';
import { platformStackName, uiNodesBusyAlarm } from '../names';
import { keyOfTable } from '../protection/key-of-table';
import { renewLevel } from './renew-level';
import { onSheddingItem } from './shedding-table';
import { uiNodeMetric } from './ui-node-metrics';

/** Fewer requests in a minute never count as busy, whatever their share of failures. */
const LEAST_REQUESTS = 20;
/** Share of slow requests: the 95th percentile is above a threshold exactly if more requests than these are. */
const SLOW_SHARE = 0.05;

export interface AutomaticSheddingProps {
  readonly environment: string;
  readonly automatic: AutomaticSheddingConfig;
  /** Key of the shedding table. */
  readonly key: IKey | undefined;
  /** Also gets the alarm. */
  readonly topic: ITopic | undefined;
}

/**
 * Sheds load while the UI nodes fail or are slow: an alarm, a rule of EventBridge for its start, and a state machine that
 * writes the level and renews it while the alarm lasts. The level has an end of its own, so whatever fails ends the shedding.
 */
export class AutomaticShedding extends Construct {
  constructor(scope: Construct, id: string, props: AutomaticSheddingProps) {
    super(scope, id);
    const { environment, automatic } = props;
    const { partition } = Stack.of(this);
    const name = uiNodesBusyAlarm(environment);
    const { alarmArn } = this.alarm(name, props);
    const machine = new CfnStateMachine(this, 'Renewal', {
      stateMachineName: `${platformStackName(environment)}-shedding`,
      definition: renewLevel({ partition, environment, alarmName: name, automatic }),
      roleArn: this.machineRole(alarmArn, props).roleArn,
    });
    new CfnRule(this, 'Rule', {
      description: `Starts to shed load of ${environment} when its UI nodes are busy`,
      eventPattern: {
        source: ['aws.cloudwatch'],
        'detail-type': ['CloudWatch Alarm State Change'],
        resources: [alarmArn],
        detail: { state: { value: ['ALARM'] } },
      },
      targets: [{ id: 'renewal', arn: machine.attrArn, roleArn: this.ruleRole(machine.attrArn).roleArn }],
    });
  }

  private alarm(alarmName: string, { environment, automatic, topic }: AutomaticSheddingProps): Alarm {
    const { serverErrorPercent, latencyMilliseconds, busyMinutes, ofMinutes, from } = automatic;
    const failing = `FILL(failures, 0) / requests >= ${serverErrorPercent / 100}`;
    const slow = latencyMilliseconds === undefined ? '' : ` OR FILL(slow, 0) / requests > ${SLOW_SHARE}`;
    const alarm = new MathExpression({
      expression: `IF(requests >= ${LEAST_REQUESTS} AND (${failing}${slow}), 1, 0)`,
      usingMetrics: {
        requests: uiNodeMetric(environment, 'requests'),
        failures: uiNodeMetric(environment, 'failures'),
        ...(slow && { slow: uiNodeMetric(environment, 'slow') }),
      },
      period: Duration.minutes(1),
      label: 'busy',
    }).createAlarm(this, 'Alarm', {
      alarmName,
      alarmDescription: `${environment}: the UI nodes fail or are slow, so tiers with a priority of ${from} or a higher number get 503 platform_busy; "aps-gateway shed" shows until when`,
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: ofMinutes,
      datapointsToAlarm: busyMinutes,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    if (topic) {
      alarm.addAlarmAction(new SnsAction(topic));
      alarm.addOkAction(new SnsAction(topic));
    }
    return alarm;
  }

  private machineRole(alarmArn: string, { environment, key }: AutomaticSheddingProps): Role {
    return this.role('RenewalRole', 'states.amazonaws.com', [
      onSheddingItem(this, environment, ['dynamodb:UpdateItem']),
      new PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: [alarmArn] }),
      ...(key ? [keyOfTable(this, key.keyArn)] : []),
    ]);
  }

  private ruleRole(machineArn: string): Role {
    const start = new PolicyStatement({ actions: ['states:StartExecution'], resources: [machineArn] });
    return this.role('RuleRole', 'events.amazonaws.com', [start]);
  }

  private role(id: string, service: string, statements: PolicyStatement[]): Role {
    const { account } = Stack.of(this);
    return new Role(this, id, {
      assumedBy: new ServicePrincipal(service, { conditions: { StringEquals: { 'aws:SourceAccount': account } } }),
      inlinePolicies: { shedding: new PolicyDocument({ statements }) },
    });
  }
}
