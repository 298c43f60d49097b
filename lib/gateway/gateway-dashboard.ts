import { Dashboard, GraphWidget, type IMetric, SingleValueWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { GatewayMetrics } from './gateway-metrics';

/** One page about a gateway: how much, how well, how fast, and why not. */
export function gatewayDashboard(scope: Construct, dashboardName: string, metrics: GatewayMetrics): Dashboard {
  const refusals = ['THROTTLED', 'QUOTA_EXCEEDED'].map((type) => metrics.refusals(type));
  const denials = ['signature_invalid', 'nonce_used', 'timestamp_refused', 'consumer_suspended'];
  return new Dashboard(scope, 'Dashboard', {
    dashboardName,
    widgets: [
      [
        new SingleValueWidget({
          title: 'Now',
          width: 24,
          height: 3,
          metrics: [metrics.requests(), metrics.serverErrors(), metrics.latency(), metrics.authorizerErrors()],
        }),
      ],
      [
        graph('Requests', [metrics.requests(), metrics.clientErrors()]),
        graph('Latency (ms)', [
          metrics.latency(),
          metrics.latency('p50'),
          metrics.uiNodeLatency(),
          metrics.authorizerDuration(),
        ]),
      ],
      [
        graph(
          'Denied by reason',
          denials.map((reason) => metrics.decisions(reason)),
        ),
        graph('Throttled, over quota, unchecked', [
          ...refusals,
          metrics.authorizerErrors(),
          metrics.nonceTableFaults(),
        ]),
      ],
    ],
  });
}

const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 12, height: 6 });
