import { Duration } from 'aws-cdk-lib';
import { type Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { PROBE_CHECKS, PROBE_METRICS, type ProbeCheck } from '../../../lambda/probe/contract';
import { probeAlarm } from '../names';

export interface ProbeAlarmsOptions {
  readonly environment: string;
  readonly everyMinutes: number;
  /** True if a probed gateway has routes with UI nodes of their own. */
  readonly backends: boolean;
  /** Number of gateways that are probed. */
  readonly gateways: number;
  /** Log group whose lines name the gateway and the route. */
  readonly logGroupName: string;
  readonly topic: ITopic;
}

/**
 * Adds an alarm for each check, whose description says in words what failed, and one for gateways that are no longer probed. An
 * alarm fires after two failing probes in a row, so that one lost request wakes no one.
 */
export function probeAlarms(scope: Construct, options: ProbeAlarmsOptions): void {
  const { environment, everyMinutes, backends, gateways, logGroupName, topic } = options;
  const { namespace, failures, runs } = PROBE_METRICS;
  const period = Duration.minutes(everyMinutes);
  const name = (check: Parameters<typeof probeAlarm>[1]) => probeAlarm(environment, check);
  const metric = (metricName: string, dimensionsMap: Record<string, string>) =>
    new Metric({ namespace, metricName, dimensionsMap: { environment, ...dimensionsMap }, period, statistic: 'Sum' });
  const notice = (alarm: Alarm) => {
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  };
  for (const [check, meaning] of Object.entries(PROBE_CHECKS) as [ProbeCheck, string][]) {
    if (check === 'backends' && !backends) continue;
    notice(
      metric(failures, { check }).createAlarm(scope, check, {
        alarmName: name(check),
        alarmDescription: `${environment}: probes fail: ${meaning}. The lines with level "error" in ${logGroupName} name the gateway and the route`,
        threshold: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 2,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),
    );
  }
  notice(
    metric(runs, {}).createAlarm(scope, 'stopped', {
      alarmName: name('stopped'),
      alarmDescription: `${environment}: some gateways are no longer probed; look at the schedules and the functions of the platform stack, and at ${logGroupName}`,
      threshold: gateways,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 3,
      treatMissingData: TreatMissingData.BREACHING,
    }),
  );
}
