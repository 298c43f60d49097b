import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { EnvironmentAlarmsConfig } from '../../config/environment';
import { type EnvironmentAlarm, platformDashboardName, platformStackName } from '../names';
import { environmentMetric } from './environment-metrics';
import { REFUSALS_QUERY, savedQueryName } from './saved-queries';

export interface EnvironmentAlarmsProps {
  readonly environment: string;
  readonly thresholds: EnvironmentAlarmsConfig;
  readonly topic: ITopic;
  /** True if the environment has a dashboard. */
  readonly dashboard: boolean;
}

/** By alarm: the threshold that declares it, and what it means. */
const WATCHES: Readonly<Record<EnvironmentAlarm, readonly [keyof EnvironmentAlarmsConfig, string]>> = {
  'server-errors': ['serverErrors', 'many requests end with 5XX'],
  'signature-failures': ['signatureFailures', 'many signatures do not verify'],
  throttles: ['throttles', 'consumers call faster than their tier or their gateway allows'],
  'quota-refusals': ['quotaRefusals', 'consumers used up their quota'],
};

/** Alarms on the sum over all gateways of an environment. */
export class EnvironmentAlarms extends Construct {
  constructor(scope: Construct, id: string, { environment, thresholds, topic, dashboard }: EnvironmentAlarmsProps) {
    super(scope, id);
    const action = new SnsAction(topic);
    const where = dashboard
      ? `the dashboard ${platformDashboardName(environment)} shows at which`
      : `the saved Logs Insights query "${savedQueryName(environment, REFUSALS_QUERY)}" on access logs shows at which`;
    for (const [name, [key, meaning]] of Object.entries(WATCHES)) {
      const threshold = thresholds[key];
      if (threshold === undefined) continue;
      const alarm = environmentMetric(environment, key).createAlarm(this, name, {
        alarmName: `${platformStackName(environment)}-${name}`,
        alarmDescription: `${environment}: ${meaning}, at all gateways together; ${where}`,
        threshold,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 1,
        // Gateways without requests are healthy.
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    }
  }
}
