import { type Line, matches } from '../support/filter-pattern';
import { resellerTemplate, resourcesOf } from '../support/synthesis';

const ROUTES = [
  { path: '/aps/2/resources' },
  { path: '/aps/2/orders', brandEndpoint: 'https://orders.provider.test:8443' },
  { path: '/aps/2/orders/exports', brandEndpoint: 'https://exports.provider.test' },
  { path: '/aps/2/carts', brandEndpoint: 'https://orders.provider.test:8443' },
];
const template = resellerTemplate({ routes: ROUTES }, { alarms: { serverErrorPercent: 4 } });

interface Filter {
  readonly FilterPattern: string;
  readonly MetricTransformations: readonly [
    { readonly MetricName: string; readonly Dimensions: readonly { readonly Key: string; readonly Value: string }[] },
  ];
}
const filters = resourcesOf(template, 'AWS::Logs::MetricFilter').map(
  ([, { Properties }]) => Properties as unknown as Filter,
);

/** Names of the metrics of backends that count a line. */
const countedBy = (line: Line) =>
  filters
    .filter(({ FilterPattern }) => matches(FilterPattern, line))
    .map(({ MetricTransformations: [{ MetricName }] }) => MetricName)
    .filter((name) => name.startsWith('Backend'))
    .toSorted();

const ANSWERED: Line = { route: '/2/orders/{proxy+}', refusal: '-', uiNodeLatencyMs: '120', uiNodeStatus: '200' };
const ORDERS = 'orders.provider.test:8443';
const EXPORTS = 'exports.provider.test';

test.each<[string, Line, string[]]>([
  ['an answer', ANSWERED, [`BackendRequests-${ORDERS}`]],
  ['an answer of its other route', { ...ANSWERED, route: '/2/carts' }, [`BackendRequests-${ORDERS}`]],
  ['a failure', { ...ANSWERED, uiNodeStatus: '502' }, [`BackendFailures-${ORDERS}`, `BackendRequests-${ORDERS}`]],
  [
    'a time-out',
    { ...ANSWERED, uiNodeLatencyMs: '-', uiNodeStatus: '-', refusal: 'INTEGRATION_TIMEOUT' },
    [`BackendFailures-${ORDERS}`, `BackendRequests-${ORDERS}`],
  ],
  [
    'a failure of the longer route',
    { ...ANSWERED, route: '/2/orders/exports', uiNodeStatus: '500' },
    [`BackendFailures-${EXPORTS}`, `BackendRequests-${EXPORTS}`],
  ],
  [
    'a failure of the nodes that the other routes share',
    { ...ANSWERED, route: '/2/resources', uiNodeStatus: '500' },
    [],
  ],
  ['a refusal of the gateway', { ...ANSWERED, uiNodeLatencyMs: '-', uiNodeStatus: '-', refusal: 'THROTTLED' }, []],
])('%s is counted for its backend only', (_what, line, names) => expect(countedBy(line)).toEqual(names));

test('the counts belong to one gateway', () => {
  const [{ Dimensions }] = filters.find(
    ({ MetricTransformations: [{ MetricName }] }) => MetricName === `BackendFailures-${EXPORTS}`,
  )!.MetricTransformations;
  expect(Dimensions).toEqual([
    { Key: 'environment', Value: '$.environment' },
    { Key: 'gateway', Value: '$.gateway' },
  ]);
});

describe('the alarm of a backend', () => {
  const alarmsOf = (made: typeof template) =>
    new Map(
      resourcesOf(made, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => [
        String(Properties['AlarmName']),
        Properties,
      ]),
    );
  const alarm = alarmsOf(template).get(`aps-gateway-unit-alpha-ui-nodes-${ORDERS}`)!;

  test('watches the share of its own failures, from five on, with the threshold of the gateway', () => {
    expect(alarm['Threshold']).toBe(0.04);
    const metrics = alarm['Metrics'] as { Expression?: string; MetricStat?: { Metric: { MetricName: string } } }[];
    expect(metrics.map(({ Expression, MetricStat }) => Expression ?? MetricStat?.Metric.MetricName)).toEqual([
      'IF(failures >= 5, failures / requests, 0)',
      `BackendFailures-${ORDERS}`,
      `BackendRequests-${ORDERS}`,
    ]);
  });

  test('names its routes and notifies the topic', () => {
    expect(alarm['AlarmDescription']).toContain('/aps/2/carts, /aps/2/orders');
    expect(alarm['AlarmActions']).toHaveLength(1);
    expect(alarm['OKActions']).toHaveLength(1);
  });

  test('is one for each host', () =>
    expect([...alarmsOf(template).keys()].filter((name) => name.includes('-ui-nodes-'))).toHaveLength(2));

  test('is not there without a backend, and without alarms', () => {
    const plain = alarmsOf(resellerTemplate({}, { alarms: { serverErrorPercent: 4 } }));
    expect([...plain.keys()]).toEqual([
      'aps-gateway-unit-alpha-server-errors',
      'aps-gateway-unit-alpha-authorizer-errors',
    ]);
    const filtersOf = resourcesOf(resellerTemplate({ routes: ROUTES }), 'AWS::Logs::MetricFilter');
    expect(filtersOf.map(([id]) => id).filter((id) => id.includes('Backend'))).toEqual([]);
  });
});
