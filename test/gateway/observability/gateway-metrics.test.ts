import { AuthorizerUnavailableError } from '../../../lambda/authorizer/faults';
import { logLine } from '../../../lambda/authorizer/log-line';
import { METRICS } from '../../../lambda/authorizer/contract';
import { onlyResource, resellerTemplate, resourcesOf } from '../support/synthesis';

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
  expect(written).toContainEqual([METRICS.namespace, 'environment,gateway,reason', METRICS.decisions]);
  expect(written).toContainEqual([METRICS.namespace, 'environment,gateway,fault', METRICS.faults]);
  expect(written).toContainEqual([METRICS.namespace, 'environment,gateway', METRICS.duration]);
  expect(line).toMatchObject({
    environment: 'unit',
    gateway: 'unit/alpha',
    fault: 'nonces_unavailable',
    Faults: 1,
    Decisions: 1,
  });
});

test('refusals in the access log are counted by environment, gateway and response type', () => {
  const { Properties } = onlyResource(resellerTemplate(), 'AWS::Logs::MetricFilter');
  expect(Properties['MetricTransformations']).toMatchObject([
    {
      Dimensions: [
        { Key: 'environment', Value: '$.environment' },
        { Key: 'gateway', Value: '$.gateway' },
        { Key: 'refusal', Value: '$.refusal' },
      ],
    },
  ]);
});
