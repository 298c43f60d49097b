import { has, onlyResource, resellerTemplate, resourcesOf, text } from '../support/synthesis';

const THRESHOLDS = {
  serverErrorPercent: 3,
  latencyMilliseconds: 4001,
  authorizerErrors: 7,
  authorizerDurationMilliseconds: 1501,
  signatureFailures: 41,
  throttles: 43,
  nonceTableFaults: 2,
  credentialsRefusals: 6,
  quotaRefusals: 5,
  failedAttempts: 9,
};
const template = resellerTemplate({}, { alarms: THRESHOLDS });
const alarms = new Map(
  resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => [
    String(Properties['AlarmName']).replace('aps-gateway-unit-alpha-', ''),
    Properties as Record<string, unknown> & { Dimensions: { Name: string; Value: unknown }[] },
  ]),
);

test.each([
  ['latency', 'AWS/ApiGateway', 'Latency', 4001],
  ['authorizer-errors', 'AWS/Lambda', 'Errors', 7],
  ['authorizer-duration', 'AWS/Lambda', 'Duration', 1501],
  ['signature-failures', 'ApsGateway', 'Decisions', 41],
  ['throttles', 'ApsGateway', 'GatewayRefusals', 43],
  ['nonce-table-faults', 'ApsGateway', 'Faults', 2],
  ['credentials-refusals', 'ApsGateway', 'Faults', 6],
  ['quota-refusals', 'ApsGateway', 'GatewayRefusals', 5],
])('the alarm %s watches %s %s', (name, Namespace, MetricName, Threshold) => {
  expect(alarms.get(name)).toMatchObject({ Namespace, MetricName, Threshold });
});

describe('the alarm server-errors', () => {
  const { Metrics, Threshold } = alarms.get('server-errors')!;
  const queries = new Map(
    (
      Metrics as { Id: string; Expression?: string; MetricStat?: { Stat: string; Metric: { MetricName: string } } }[]
    ).map(({ Id, Expression, MetricStat }) => [Id, Expression ?? [MetricStat?.Metric.MetricName, MetricStat?.Stat]]),
  );

  test('watches the share of 5XX answers', () => {
    expect(queries.get('share')).toEqual(['5XXError', 'Average']);
    expect(Threshold).toBe(0.03);
  });

  test('requires five of them, so that a single one in a quiet night raises no alarm', () => {
    expect(queries.get('errors')).toEqual(['5XXError', 'Sum']);
    expect([...queries.values()]).toContain('IF(errors >= 5, share, 0)');
  });
});

describe('failed attempts', () => {
  const rule = onlyResource(template, 'AWS::CloudWatch::InsightRule');

  test('are counted by consumer key and source in the lines of the authorizer', () => {
    expect(rule.Properties).toMatchObject({ RuleName: 'aps-gateway-unit-alpha-failed-attempts', RuleState: 'ENABLED' });
    expect(JSON.parse(text(rule.Properties['RuleBody']))).toEqual({
      Schema: { Name: 'CloudWatchLogRule', Version: 1 },
      LogGroupNames: [expect.stringMatching(/^\$\{GatewayOAuthLogs\w+\}$/)],
      LogFormat: 'JSON',
      Contribution: { Keys: ['$.failedKey', '$.failedFrom'], Filters: [] },
      AggregateOn: 'Count',
    });
  });

  test('of the pair that fails most raise the alarm', () => {
    expect(alarms.get('failed-attempts')).toMatchObject({
      Threshold: 9,
      Metrics: [
        {
          Expression: 'INSIGHT_RULE_METRIC("aps-gateway-unit-alpha-failed-attempts", "MaxContributorValue")',
          Period: 300,
        },
      ],
    });
  });

  test('have no rule without a threshold, because a rule costs money', () => {
    expect(resourcesOf(resellerTemplate({}, { alarms: {} }), 'AWS::CloudWatch::InsightRule')).toEqual([]);
  });
});

test('there is no other alarm', () => expect(alarms.size).toBe(10));

test.each([
  ['two alarms', {}, ['authorizer-errors', 'server-errors']],
  ['one more for each further threshold', { throttles: 47 }, ['authorizer-errors', 'server-errors', 'throttles']],
])('a gateway has %s, because each costs money', (_, declared, expected) => {
  const names = resourcesOf(resellerTemplate({}, { alarms: declared }), 'AWS::CloudWatch::Alarm').map(
    ([, { Properties }]) => String(Properties['AlarmName']).replace('aps-gateway-unit-alpha-', ''),
  );
  expect(names.toSorted()).toEqual(expected);
});

test.each([
  ['signature-failures', 'reason', 'signature_invalid'],
  ['nonce-table-faults', 'fault', 'nonces_unavailable'],
  ['credentials-refusals', 'fault', 'credentials_refused'],
  ['throttles', 'refusal', 'THROTTLED'],
  ['quota-refusals', 'refusal', 'QUOTA_EXCEEDED'],
])('%s counts %s %s of its own gateway', (name, dimension, value) => {
  expect(new Map(alarms.get(name)?.Dimensions.map(({ Name, Value }) => [Name, Value]))).toEqual(
    new Map([
      ['environment', 'unit'],
      ['gateway', 'unit/alpha'],
      [dimension, value],
    ]),
  );
});

test('every alarm notifies the topic of the environment when it starts and when it ends', () => {
  const parameters = template.toJSON()['Parameters'] as Record<string, { Default: string }>;
  for (const { AlarmActions, OKActions } of alarms.values()) {
    const [begin] = AlarmActions as [{ Ref: string }];
    expect(parameters[begin.Ref]?.Default).toBe('/aps-gateway/unit/platform/alarm-topic-arn');
    expect(OKActions).toEqual(AlarmActions);
  }
});

test('a gateway without requests raises no alarm', () => {
  for (const { TreatMissingData } of alarms.values()) expect(TreatMissingData).toBe('notBreaching');
});

test('a reseller may have thresholds of its own', () => {
  const own = resellerTemplate({ alarms: { throttles: 997 } }, { alarms: THRESHOLDS });
  has(own, 'AWS::CloudWatch::Alarm', { AlarmName: 'aps-gateway-unit-alpha-throttles', Threshold: 997 });
});

test('without alarms there are none', () => resellerTemplate().resourceCountIs('AWS::CloudWatch::Alarm', 0));

test.each(['authorizer-errors', 'nonce-table-faults', 'credentials-refusals'])(
  'the alarm %s leads to the lines of the faults',
  (name) => {
    expect(text(alarms.get(name)?.['AlarmDescription'])).toMatch(
      /run the saved Logs Insights query "aps-gateway\/unit\/Authorizer faults" on \$\{GatewayOAuthLogs\w+\} /,
    );
  },
);
