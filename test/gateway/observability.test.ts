import { AuthorizerUnavailableError } from '../../lambda/authorizer/faults';
import { logLine } from '../../lambda/authorizer/log-line';
import { METRICS } from '../../lambda/authorizer/contract';
import { ACCESS_LOG_FIELDS } from '../../lib/gateway/observability/access-log';
import { AUTHORIZER_QUERIES, SAVED_QUERIES } from '../../lib/gateway/observability/saved-queries';
import { has, onlyResource, platformTemplate, resellerTemplate, resourcesOf, text } from './support/synthesis';

const THRESHOLDS = {
  serverErrorPercent: 3,
  latencyMilliseconds: 4001,
  authorizerErrors: 7,
  authorizerDurationMilliseconds: 1501,
  signatureFailures: 41,
  throttles: 43,
  nonceTableFaults: 2,
  quotaRefusals: 5,
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

  test('asks for five of them, so that one in a quiet night wakes nobody', () => {
    expect(queries.get('errors')).toEqual(['5XXError', 'Sum']);
    expect([...queries.values()]).toContain('IF(errors >= 5, share, 0)');
  });
});

test('there is no alarm besides', () => expect(alarms.size).toBe(8));

test.each([
  ['signature-failures', 'reason', 'signature_invalid'],
  ['nonce-table-faults', 'fault', 'nonces_unavailable'],
  ['throttles', 'refusal', 'THROTTLED'],
  ['quota-refusals', 'refusal', 'QUOTA_EXCEEDED'],
])('%s counts %s %s of its own gateway', (name, dimension, value) => {
  expect(new Map(alarms.get(name)?.Dimensions.map(({ Name, Value }) => [Name, Value]))).toEqual(
    new Map([
      ['gateway', 'unit/alpha'],
      [dimension, value],
    ]),
  );
});

test('every alarm is told to the topic of the environment, when it begins and when it ends', () => {
  const parameters = template.toJSON()['Parameters'] as Record<string, { Default: string }>;
  for (const { AlarmActions, OKActions } of alarms.values()) {
    const [begin] = AlarmActions as [{ Ref: string }];
    expect(parameters[begin.Ref]?.Default).toBe('/aps-gateway/unit/platform/alarm-topic-arn');
    expect(OKActions).toEqual(AlarmActions);
  }
});

test('no request is no alarm', () => {
  for (const { TreatMissingData } of alarms.values()) expect(TreatMissingData).toBe('notBreaching');
});

test('a reseller may have thresholds of its own', () => {
  const own = resellerTemplate({ alarms: { throttles: 997 } }, { alarms: THRESHOLDS });
  has(own, 'AWS::CloudWatch::Alarm', { AlarmName: 'aps-gateway-unit-alpha-throttles', Threshold: 997 });
});

test('without alarms there are none', () => resellerTemplate().resourceCountIs('AWS::CloudWatch::Alarm', 0));

test('the topic tells the declared addresses', () =>
  has(platformTemplate({ alarms: { emails: ['duty@provider.test'] } }), 'AWS::SNS::Subscription', {
    Protocol: 'email',
    Endpoint: 'duty@provider.test',
  }));

test('the topic lets alarms of its environment publish, and nothing else', () => {
  const { PolicyDocument } = onlyResource(platformTemplate({ alarms: {} }), 'AWS::SNS::TopicPolicy').Properties;
  const { Statement } = PolicyDocument as { Statement: Record<string, unknown>[] };
  const allowed = Statement.filter(({ Effect }) => Effect === 'Allow');
  expect(allowed).toMatchObject([
    {
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    },
  ]);
  const { ArnLike } = allowed[0]!['Condition'] as { ArnLike: Record<string, unknown> };
  expect(text(ArnLike['aws:SourceArn'])).toMatch(/:cloudwatch:.*:alarm:aps-gateway-unit-\*$/);
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

const settings = (level: 'error' | 'info') =>
  onlyResource(resellerTemplate({ logs: { executionLevel: level } }), 'AWS::ApiGateway::Stage').Properties[
    'MethodSettings'
  ];

describe('switches', () => {
  test.each(['error', 'info'] as const)(
    'the execution log can be on at level %s, never with whole requests',
    (level) => {
      expect(settings(level)).toMatchObject([{ LoggingLevel: level.toUpperCase(), DataTraceEnabled: false }]);
    },
  );

  test('the execution log is there before the stage that writes it, kept as long as the others', () => {
    const on = resellerTemplate({ logs: { executionLevel: 'error', retentionDays: 7 } });
    const [id, { Properties, DeletionPolicy }] = resourcesOf(on, 'AWS::Logs::LogGroup').find(([name]) =>
      name.includes('ExecutionLog'),
    )!;
    expect(text(Properties['LogGroupName'])).toMatch(/^API-Gateway-Execution-Logs_\$\{GatewayApi[0-9A-F]+\}\/aps$/);
    expect([Properties['RetentionInDays'], DeletionPolicy]).toEqual([7, 'Delete']);
    expect(onlyResource(on, 'AWS::ApiGateway::Stage').DependsOn).toContain(id);
  });

  test('X-Ray can be on for stage and function', () => {
    const traced = resellerTemplate({}, { tracing: true });
    has(traced, 'AWS::ApiGateway::Stage', { TracingEnabled: true });
    has(traced, 'AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } });
  });

  test('X-Ray follows a request through the forwarder', () => {
    const traced = resellerTemplate({ uiNodes: { forwarding: 'lambda' } }, { tracing: true });
    for (const [, { Properties }] of resourcesOf(traced, 'AWS::Lambda::Function'))
      expect(Properties['TracingConfig']).toEqual({ Mode: 'Active' });
  });

  test('X-Ray is off otherwise', () => has(template, 'AWS::ApiGateway::Stage', { TracingEnabled: false }));

  test('the CloudWatch role is made where it is asked for', () =>
    platformTemplate({ cloudWatchRole: true }).resourceCountIs('AWS::ApiGateway::Account', 1));

  test.each(['AWS::ApiGateway::Account', 'AWS::IAM::Role'])('%s outlives the environment that made it', (type) => {
    expect(onlyResource(platformTemplate({ cloudWatchRole: true }), type).DeletionPolicy).toBe('Retain');
  });

  test('it is not otherwise', () => platformTemplate().resourceCountIs('AWS::ApiGateway::Account', 0));

  test('dashboards can be left out', () => {
    resellerTemplate({}, { dashboards: false }).resourceCountIs('AWS::CloudWatch::Dashboard', 0);
    platformTemplate({ dashboards: false }).resourceCountIs('AWS::CloudWatch::Dashboard', 0);
  });
});

describe('dashboards', () => {
  test('a gateway has one, about itself', () => {
    const { DashboardName, DashboardBody } = onlyResource(template, 'AWS::CloudWatch::Dashboard').Properties;
    expect(DashboardName).toBe('aps-gateway-unit-alpha');
    expect(text(DashboardBody)).toContain('unit/alpha');
  });

  test('the environment has one, which finds gateways by search', () => {
    const { DashboardName, DashboardBody } = onlyResource(platformTemplate(), 'AWS::CloudWatch::Dashboard').Properties;
    expect(DashboardName).toBe('aps-gateway-unit');
    expect(text(DashboardBody)).toContain('SEARCH(');
    expect(text(DashboardBody)).not.toContain('alpha');
    expect(text(DashboardBody).match(/SORT\(SEARCH\(.*?, 300\), MAX, DESC, 10\)/g)).toHaveLength(4);
  });
});

describe('saved queries', () => {
  const queries = resourcesOf(platformTemplate(), 'AWS::Logs::QueryDefinition').map(([, { Properties }]) => Properties);

  test('are saved below the environment’s name', () => {
    expect(queries.map(({ Name }) => String(Name)).toSorted()).toEqual([
      'aps-gateway/unit/Authorizer faults',
      'aps-gateway/unit/Denials by reason',
      'aps-gateway/unit/Slowest operations',
      'aps-gateway/unit/Top consumers',
    ]);
  });

  test.each(Object.entries(SAVED_QUERIES))('%s asks only for fields that the access log has', (_name, query) => {
    const known = new Set(['gateway', ...Object.keys(ACCESS_LOG_FIELDS)]);
    const words = 'filter stats count as requests sum bytes by sort desc limit pct p50 p95 max slowest'.split(' ');
    const asked = (query.replace(/"[^"]*"/g, '').match(/[A-Za-z]\w*/g) ?? []).filter((word) => !words.includes(word));
    expect(asked.filter((word) => !known.has(word))).toEqual([]);
  });

  test('the query for faults asks for members that the authorizer logs', () => {
    const cause = new RangeError('message');
    cause.stack = 'RangeError: message\n    at a (/i.js:1:1)\n    at b (/i.js:2:1)\n    at c (/i.js:3:1)';
    const detail = { secretName: 'secret', member: 'tier', expected: 'a text' };
    const line = logLine('unit/alpha', {
      outcome: new AuthorizerUnavailableError('credentials_malformed', detail, { cause }),
      ids: { requestId: 'r1' },
      trace: {},
      startedAt: 0,
      endedAt: 1,
    });
    const { level, frames, ...others } = JSON.parse(line) as Record<string, unknown>;
    const [, fields = ''] = /fields (.*)/.exec(AUTHORIZER_QUERIES['Authorizer faults']!)!;
    const known = Object.keys(others).concat(Object.keys(frames as string[]).map((index) => `frames.${index}`));
    const asked = fields.split(', ').filter((field) => !field.startsWith('@'));

    expect(level).toBe('error');
    expect(asked.filter((field) => !known.includes(field))).toEqual([]);
  });
});

test.each(['authorizer-errors', 'nonce-table-faults'])('the alarm %s leads to the lines of the faults', (name) => {
  expect(alarms.get(name)?.['AlarmDescription']).toMatch(
    /run the saved Logs Insights query "aps-gateway\/unit\/Authorizer faults" on \/aps-gateway\/unit\/alpha\/authorizer /,
  );
});
