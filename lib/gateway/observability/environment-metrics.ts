import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { METRICS } from '../../../lambda/authorizer/contract';
import type { EnvironmentAlarmsConfig } from '../../config/environment';
import { serverErrorPattern } from '../shedding/server-error-pattern';
import { REFUSAL_DIMENSION, REFUSALS_METRIC } from './gateway-metrics';

/** A count of lines in the access logs of all gateways. */
interface Count {
  readonly metricName: string;
  /** Field of the access log, and its value in the lines that count. */
  readonly field: string;
  readonly value: string;
  /** Dimension in addition to the environment, with the field that it is read from and the value that an alarm watches. */
  readonly by?: { readonly dimension: string; readonly value: string };
}

/** Counts of an environment by the threshold that declares them. */
const COUNTS: Readonly<Record<keyof EnvironmentAlarmsConfig, Count>> = {
  serverErrors: { metricName: 'ServerErrors', field: 'status', value: '5*' },
  signatureFailures: { metricName: 'SignatureFailures', field: 'reason', value: 'signature_invalid' },
  throttles: {
    metricName: REFUSALS_METRIC,
    field: REFUSAL_DIMENSION,
    value: 'THROTTLED',
    by: { dimension: REFUSAL_DIMENSION, value: 'THROTTLED' },
  },
  quotaRefusals: {
    metricName: REFUSALS_METRIC,
    field: REFUSAL_DIMENSION,
    value: 'QUOTA_EXCEEDED',
    by: { dimension: REFUSAL_DIMENSION, value: 'QUOTA_EXCEEDED' },
  },
};

export interface EnvironmentMetricsProps {
  readonly logGroup: ILogGroup;
  readonly thresholds: EnvironmentAlarmsConfig;
  /** True if the gateway sheds load. */
  readonly sheds: boolean;
}

/**
 * Counts the lines of a gateway's access log that alarms of its environment watch. Metrics are identified by name and
 * dimensions, so the filters of all gateways add to the same ones, which are paid once.
 */
export class EnvironmentMetrics extends Construct {
  constructor(scope: Construct, id: string, { logGroup, thresholds, sheds }: EnvironmentMetricsProps) {
    super(scope, id);
    for (const [name, { metricName, field, value, by }] of declaredCounts(thresholds)) {
      new MetricFilter(this, name, {
        logGroup,
        filterPattern:
          name === 'serverErrors' ? serverErrorPattern(sheds) : FilterPattern.stringValue(`$.${field}`, '=', value),
        metricNamespace: METRICS.namespace,
        metricName,
        dimensions: {
          [METRICS.environment]: '$.environment',
          ...(by && { [by.dimension]: `$.${by.dimension}` }),
        },
      });
    }
  }
}

/** Returns the metric of a count over all gateways of an environment. */
export function environmentMetric(environment: string, name: keyof EnvironmentAlarmsConfig): Metric {
  const { metricName, by } = COUNTS[name];
  return new Metric({
    namespace: METRICS.namespace,
    metricName,
    dimensionsMap: { [METRICS.environment]: environment, ...(by && { [by.dimension]: by.value }) },
    period: Duration.minutes(5),
    statistic: 'Sum',
  });
}

function declaredCounts(thresholds: EnvironmentAlarmsConfig): readonly (readonly [string, Count])[] {
  return Object.entries(COUNTS).filter(([name]) => thresholds[name as keyof EnvironmentAlarmsConfig] !== undefined);
}
