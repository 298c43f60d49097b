import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { METRICS } from '../../../lambda/authorizer/contract';
import { REFUSAL_DIMENSION, REFUSALS_METRIC } from './gateway-metrics';
import { platformDashboardName } from '../names';

/** Most lines that a reader can distinguish in one graph. The gateways' own dashboards show the others. */
const SHOWN = 10;

/**
 * Adds the dashboard of an environment. It finds gateways by search, so that a new one appears without a change to the
 * platform stack, and shows those with the highest values (CloudWatch user guide, "Metric math functions", SORT).
 *
 * `environment="…"` matches exactly. API Gateway's own metrics have no such dimension: their search matches a part of the
 * API's name, at its first words (same guide, "Search expression syntax").
 */
export function platformDashboard(scope: Construct, environment: string): Dashboard {
  const apis = (metric: string, statistic: string) =>
    `SORT(SEARCH('{AWS/ApiGateway,ApiName,Stage} MetricName="${metric}" aps-gateway-${environment}', '${statistic}', 300), MAX, DESC, ${SHOWN})`;
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: platformDashboardName(environment),
    widgets: [
      [
        graph('Requests, busiest gateways', apis('Count', 'Sum')),
        graph('5XX share, worst gateways', apis('5XXError', 'Average')),
      ],
      [
        graph('Latency p95, slowest gateways (ms)', apis('Latency', 'p95')),
        graph('UI node latency p95, slowest gateways (ms)', apis('IntegrationLatency', 'p95')),
      ],
      [
        graph('Decisions', own(environment, METRICS.decisions, METRICS.reason)),
        graph('Throttled and over quota', own(environment, REFUSALS_METRIC, REFUSAL_DIMENSION)),
      ],
    ],
  });
}

function own(environment: string, metric: string, dimension: string) {
  const schema = [METRICS.namespace, METRICS.environment, METRICS.gateway, dimension].join();
  return `SEARCH('{${schema}} MetricName="${metric}" ${METRICS.environment}="${environment}"', 'Sum', 300)`;
}

function graph(title: string, expression: string) {
  return new GraphWidget({
    title,
    width: 12,
    height: 6,
    left: [new MathExpression({ expression, usingMetrics: {}, label: '', period: Duration.minutes(5) })],
  });
}
