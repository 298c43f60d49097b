import { AuthorizerUnavailableError } from '../../../lambda/authorizer/faults';
import { logLine } from '../../../lambda/authorizer/log-line';
import { METRICS } from '../../../lambda/authorizer/contract';
import { resellerTemplate, resourcesOf } from '../support/synthesis';

test('metrics of the function and of its gateway share a namespace', () => {
  for (const [, { Properties }] of resourcesOf(resellerTemplate(), 'AWS::Logs::MetricFilter')) {
    const [transformation] = Properties['MetricTransformations'] as [{ MetricNamespace: string }];
    expect(transformation.MetricNamespace).toBe(METRICS.namespace);
  }
});

test('the function writes the metrics that alarms and dashboards read', () => {
  const line = JSON.parse(
    logLine('unit/alpha', {
      outcome: new AuthorizerUnavailableError('nonces_unavailable'),
      ids: {},
      trace: {},
      startedAt: 1,
      endedAt: 2,
    }),
  ) as { _aws: { CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[] } };
  const written = line._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Metrics.map(({ Name }) => [Namespace, Dimensions[0]!.join(), Name]),
  );
  expect(written).toContainEqual([METRICS.namespace, `${METRICS.gateway},${METRICS.reason}`, METRICS.decisions]);
  expect(written).toContainEqual([METRICS.namespace, `${METRICS.gateway},${METRICS.fault}`, METRICS.faults]);
  expect(written).toContainEqual([METRICS.namespace, METRICS.gateway, METRICS.duration]);
  expect(line).toMatchObject({ gateway: 'unit/alpha', fault: 'nonces_unavailable', Faults: 1, Decisions: 1 });
});
