import { platformTemplate, resellerTemplate, resourcesOf } from '../support/synthesis';

const ALL = {
  scope: 'environment',
  serverErrors: 31,
  signatureFailures: 41,
  throttles: 43,
  quotaRefusals: 47,
} as const;

function alarmsOf(template: ReturnType<typeof platformTemplate>): ReadonlyMap<string, Record<string, unknown>> {
  return new Map(
    resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => [
      String(Properties['AlarmName']),
      Properties,
    ]),
  );
}

/** Pattern, metric and dimensions of each metric filter of a stack. */
function filtersOf(template: ReturnType<typeof platformTemplate>) {
  return resourcesOf(template, 'AWS::Logs::MetricFilter').map(([, { Properties }]) => {
    const [{ MetricName, Dimensions }] = Properties['MetricTransformations'] as [
      { MetricName: string; Dimensions: { Key: string; Value: string }[] },
    ];
    const dimensions = Dimensions.map(({ Key, Value }) => `${Key}=${Value}`).join(' ');
    return `${String(Properties['FilterPattern'])} → ${MetricName} ${dimensions}`;
  });
}

describe('with scope: environment,', () => {
  const platform = alarmsOf(platformTemplate({ alarms: ALL }));

  test.each([
    ['server-errors', 'ServerErrors', 31, {}],
    ['signature-failures', 'SignatureFailures', 41, {}],
    ['throttles', 'GatewayRefusals', 43, { refusal: 'THROTTLED' }],
    ['quota-refusals', 'GatewayRefusals', 47, { refusal: 'QUOTA_EXCEEDED' }],
  ])('one alarm %s watches %s of all gateways', (name, MetricName, Threshold, further) => {
    const alarm = platform.get(`aps-gateway-unit-platform-${name}`)!;
    expect(alarm).toMatchObject({ Namespace: 'ApsGateway', MetricName, Threshold, Statistic: 'Sum' });
    const dimensions = Object.fromEntries(
      (alarm['Dimensions'] as { Name: string; Value: string }[]).map(({ Name, Value }) => [Name, Value]),
    );
    expect(dimensions).toEqual({ environment: 'unit', ...further });
    expect(alarm['AlarmActions']).toHaveLength(1);
    expect(alarm['OKActions']).toHaveLength(1);
  });

  test('every gateway counts for them, from its access log', () => {
    expect(filtersOf(resellerTemplate({}, { alarms: ALL }))).toEqual(
      expect.arrayContaining([
        '{ $.status = "5*" } → ServerErrors environment=$.environment',
        '{ $.reason = "signature_invalid" } → SignatureFailures environment=$.environment',
        '{ $.refusal = "THROTTLED" } → GatewayRefusals environment=$.environment refusal=$.refusal',
        '{ $.refusal = "QUOTA_EXCEEDED" } → GatewayRefusals environment=$.environment refusal=$.refusal',
      ]),
    );
  });

  test('a gateway has no alarms of its own', () => {
    expect(alarmsOf(resellerTemplate({}, { alarms: ALL })).size).toBe(0);
  });

  test('except for those that its reseller declares', () => {
    const own = alarmsOf(resellerTemplate({ alarms: { serverErrorPercent: 9, throttles: 7 } }, { alarms: ALL }));
    expect([...own.keys()].toSorted()).toEqual([
      'aps-gateway-unit-alpha-server-errors',
      'aps-gateway-unit-alpha-throttles',
    ]);
  });

  test('without further thresholds, only 5XX responses are watched, and only they are counted', () => {
    const declared = { alarms: { scope: 'environment' } } as const;
    expect([...alarmsOf(platformTemplate(declared))]).toMatchObject([
      ['aps-gateway-unit-platform-server-errors', { Threshold: 25 }],
    ]);
    const before = filtersOf(resellerTemplate({}, { alarms: {} }));
    expect(filtersOf(resellerTemplate({}, declared)).filter((filter) => !before.includes(filter))).toEqual([
      '{ $.status = "5*" } → ServerErrors environment=$.environment',
    ]);
  });
});

test.each([
  ['environment', 'the dashboard aps-gateway-unit shows at which'],
  ['none', 'the saved Logs Insights query "aps-gateway/unit/Denials by reason" on access logs shows at which'],
] as const)('with dashboards: %s, an alarm says where the gateway is found', (dashboards, where) => {
  const [alarm] = alarmsOf(platformTemplate({ alarms: { scope: 'environment' }, dashboards })).values();
  expect(alarm?.['AlarmDescription']).toContain(where);
});

test('otherwise an environment has none of these', () => {
  expect(alarmsOf(platformTemplate({ alarms: {} })).size).toBe(0);
});
