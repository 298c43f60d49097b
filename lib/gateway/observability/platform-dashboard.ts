import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { METRICS } from '../../../lambda/authorizer/contract';
import { REFUSALS_METRIC } from './gateway-metrics';
import { platformDashboardName } from '../names';

/** Most lines that a reader can distinguish in one graph. The gateways' own dashboards show the others. */
const SHOWN = 10;

/**
 * Adds the dashboard of an environment. It finds gateways by search, so that a new one appears without a change to the
 * platform stack, and shows those with the highest values (CloudWatch user guide, "Metric math functions", SORT).
 */
export function platformDashboard(scope: Construct, environment: string): Dashboard {
  const apis = (metric: string, statistic: string) =>
    `SORT(SEARCH('{AWS/ApiGateway,ApiName,Stage} MetricName="${metric}" aps-gateway-${environment}', '${statistic}', 300), MAX, DESC, ${SHOWN})`;
  const decisions = `${METRICS.gateway},${METRICS.reason}`;
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
        graph('Decisions', own(METRICS.decisions, decisions, environment)),
        graph('Throttled and over quota', own(REFUSALS_METRIC, `${METRICS.gateway},refusal`, environment)),
      ],
    ],
  });
}

function own(metric: string, dimensions: string, filter: string) {
  return `SEARCH('{${METRICS.namespace},${dimensions}} MetricName="${metric}" ${filter}', 'Sum', 300)`;
}

function graph(title: string, expression: string) {
  return new GraphWidget({
    title,
    width: 12,
    height: 6,
    left: [new MathExpression({ expression, usingMetrics: {}, label: '', period: Duration.minutes(5) })],
  });
}
