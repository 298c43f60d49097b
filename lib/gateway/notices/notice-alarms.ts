import { Duration } from 'aws-cdk-lib';
import { type Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { NOTICES_METRICS } from '../../../lambda/notices/contract';
import { type NOTICE_ALARMS, platformStackName } from '../names';

export interface NoticeAlarmsOptions {
  readonly environment: string;
  readonly everyMinutes: number;
  readonly logGroupName: string;
  readonly topic: ITopic;
}

/** Adds alarms for quotas that are nearly used up, for notices that could not be sent, and for a clock that has stopped. */
export function noticeAlarms(scope: Construct, options: NoticeAlarmsOptions): void {
  const { environment, everyMinutes, logGroupName, topic } = options;
  const { namespace, quotasNearlyUsed, failures, runs } = NOTICES_METRICS;
  const period = Duration.minutes(everyMinutes);
  const alarm = (
    name: (typeof NOTICE_ALARMS)[number],
    metricName: string,
    alarmDescription: string,
    threshold: object = {},
  ): Alarm =>
    new Metric({ namespace, metricName, dimensionsMap: { environment }, period, statistic: 'Maximum' }).createAlarm(
      scope,
      name,
      {
        alarmName: `${platformStackName(environment)}-${name}`,
        alarmDescription: `${environment}: ${alarmDescription}`,
        threshold: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.IGNORE,
        ...threshold,
      },
    );
  const stopped = {
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: 3,
    treatMissingData: TreatMissingData.BREACHING,
  };
  const alarms = [
    alarm('quota-nearly-used', quotasNearlyUsed, `consumers have used 80 % of their quota; "usage" shows which`),
    alarm(
      'notice-failures',
      failures,
      `notices could not be sent; the lines with level "error" in ${logGroupName} say why`,
    ),
    alarm('notices-stopped', runs, `no notices are sent any more; look at ${logGroupName}`, stopped),
  ];
  for (const one of alarms) {
    one.addAlarmAction(new SnsAction(topic));
    one.addOkAction(new SnsAction(topic));
  }
}
