import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type IFilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { METRICS } from '../../../lambda/authorizer/contract';
import type { AutomaticSheddingConfig } from '../../config/shedding-config';
import { atLeast } from './at-least';

/** Counts of requests that a gateway sent to the UI nodes. Requests that it refused itself are in none of them. */
export const UI_NODE_METRICS = { requests: 'UiNodeRequests', failures: 'UiNodeFailures', slow: 'UiNodeSlow' } as const;
type Count = keyof typeof UI_NODE_METRICS;

const NOT_ANSWERED = FilterPattern.stringValue('$.refusal', '=', 'INTEGRATION_*');
/** Lines of requests that were sent to UI nodes, and of those that the nodes failed. */
export const SENT = FilterPattern.any(FilterPattern.stringValue('$.uiNodeLatencyMs', '!=', '-'), NOT_ANSWERED);
export const FAILED = FilterPattern.any(FilterPattern.stringValue('$.uiNodeStatus', '=', '5*'), NOT_ANSWERED);

/**
 * Counts lines of a gateway's access log. The filters of all gateways of an environment add to the same metrics, so these
 * are paid once.
 */
export class UiNodeMetrics extends Construct {
  constructor(scope: Construct, id: string, logGroup: ILogGroup, automatic: AutomaticSheddingConfig) {
    super(scope, id);
    for (const [count, filterPattern] of patterns(automatic)) {
      new MetricFilter(this, count, {
        logGroup,
        filterPattern,
        metricNamespace: METRICS.namespace,
        metricName: UI_NODE_METRICS[count],
        dimensions: { [METRICS.environment]: '$.environment' },
      });
    }
  }
}

function patterns({ latencyMilliseconds }: AutomaticSheddingConfig): readonly (readonly [Count, IFilterPattern])[] {
  return [
    ['requests', SENT],
    ['failures', FAILED],
    ...(latencyMilliseconds === undefined
      ? []
      : [['slow', FilterPattern.literal(`{ $.uiNodeLatencyMs = %${atLeast(latencyMilliseconds)}% }`)] as const]),
  ];
}

/** Returns a count over all gateways of an environment, by the minute. */
export function uiNodeMetric(environment: string, count: Count): Metric {
  return new Metric({
    namespace: METRICS.namespace,
    metricName: UI_NODE_METRICS[count],
    dimensionsMap: { [METRICS.environment]: environment },
    period: Duration.minutes(1),
    statistic: 'Sum',
  });
}
