import { Dashboard, GraphWidget, type Metric, SingleValueWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { GatewayMetrics } from './gateway-metrics';

/** Deny reasons with their own line in the graph; the saved query lists all reasons. */
const DENIALS = ['signature_invalid', 'nonce_used', 'timestamp_refused', 'consumer_suspended'];

/** Adds the dashboard of a gateway: requests, errors, latency and denials. */
export function gatewayDashboard(scope: Construct, dashboardName: string, metrics: GatewayMetrics): Dashboard {
  const requests = named('requests', metrics.requests());
  const serverErrors = named('5XX share', metrics.serverErrors());
  const latency = named('whole answer p95', metrics.latency());
  const unchecked = named('could not check', metrics.authorizerErrors());
  return new Dashboard(scope, 'Dashboard', {
    dashboardName,
    widgets: [
      [
        new SingleValueWidget({
          title: 'Now',
          width: 24,
          height: 3,
          metrics: [requests, serverErrors, latency, unchecked],
        }),
      ],
      [
        graph('Requests', [requests, named('4XX', metrics.clientErrors())]),
        graph('Latency (ms)', [
          latency,
          named('whole answer p50', metrics.latency('p50')),
          named('UI node p95', metrics.uiNodeLatency()),
          named('authorizer p95', metrics.authorizerDuration()),
        ]),
      ],
      [
        graph(
          'Denied by reason',
          DENIALS.map((reason) => named(reason, metrics.decisions(reason))),
        ),
        graph('Throttled, over quota, unchecked', [
          named('throttled', metrics.refusals('THROTTLED')),
          named('over quota', metrics.refusals('QUOTA_EXCEEDED')),
          named('nonce table faults', metrics.nonceTableFaults()),
          named('credentials refused', metrics.credentialsRefusals()),
          ...metrics.shed().map((metric) => named('shed', metric)),
          unchecked,
        ]),
      ],
    ],
  });
}

function named(label: string, metric: Metric): Metric {
  return metric.with({ label });
}

function graph(title: string, left: Metric[]) {
  return new GraphWidget({ title, left, width: 12, height: 6 });
}
