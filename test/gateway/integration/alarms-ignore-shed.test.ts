import type { Template } from 'aws-cdk-lib/assertions';
import { platformTemplate, resellerTemplate, resourcesOf } from '../support/synthesis';
import { type Line, matches } from '../support/filter-pattern';

/** Every alarm there is. */
const ALARMS = {
  serverErrorPercent: 5,
  latencyMilliseconds: 9000,
  authorizerErrors: 5,
  authorizerDurationMilliseconds: 900,
  signatureFailures: 10,
  throttles: 10,
  nonceTableFaults: 1,
  credentialsRefusals: 1,
  quotaRefusals: 1,
};
const AUTOMATIC = { automatic: { from: 5, latencyMilliseconds: 4000 } };
const shedding = { shedding: AUTOMATIC };
const gateway = resellerTemplate({}, { ...shedding, alarms: ALARMS });
const ofEnvironment = {
  ...shedding,
  alarms: { scope: 'environment' as const, signatureFailures: 9, throttles: 8, quotaRefusals: 7 },
};
const templates = {
  'a gateway': gateway,
  'a gateway whose alarms are those of the environment': resellerTemplate({}, ofEnvironment),
  'the platform': platformTemplate(ofEnvironment),
};

const ANSWERED: Line = { status: '200', reason: 'allowed', refusal: '-', uiNodeLatencyMs: '120', uiNodeStatus: '200' };
const LINES: Readonly<Record<string, Line>> = {
  shed: { ...ANSWERED, status: '503', reason: '-', refusal: 'UNAUTHORIZED', uiNodeLatencyMs: '-', uiNodeStatus: '-' },
  unchecked: {
    ...ANSWERED,
    status: '503',
    reason: '-',
    refusal: 'AUTHORIZER_FAILURE',
    uiNodeLatencyMs: '-',
    uiNodeStatus: '-',
  },
  denied: {
    ...ANSWERED,
    status: '401',
    reason: 'nonce_used',
    refusal: 'ACCESS_DENIED',
    uiNodeLatencyMs: '-',
    uiNodeStatus: '-',
  },
  answered: ANSWERED,
  failed: { ...ANSWERED, status: '500', uiNodeStatus: '500' },
  slow: { ...ANSWERED, uiNodeLatencyMs: '4000' },
  'timed out': {
    ...ANSWERED,
    status: '504',
    refusal: 'INTEGRATION_TIMEOUT',
    uiNodeLatencyMs: '29000',
    uiNodeStatus: '-',
  },
  unreachable: { ...ANSWERED, status: '504', refusal: 'INTEGRATION_FAILURE', uiNodeLatencyMs: '-', uiNodeStatus: '-' },
};

interface MetricId {
  readonly Namespace: string;
  readonly MetricName: string;
}

/** Metrics that the alarms of a template watch. */
function watched(template: Template): readonly MetricId[] {
  return resourcesOf(template, 'AWS::CloudWatch::Alarm').flatMap(([, { Properties }]) => {
    const {
      MetricName,
      Namespace,
      Metrics = [],
    } = Properties as unknown as MetricId & {
      readonly Metrics?: readonly { readonly MetricStat?: { readonly Metric: MetricId } }[];
    };
    const inExpression = Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []);
    return MetricName ? [{ MetricName, Namespace }] : inExpression;
  });
}

/** Names of the metrics that a line of the access log adds to. */
function counted(template: Template, line: Line): readonly string[] {
  return resourcesOf(template, 'AWS::Logs::MetricFilter').flatMap(([, { Properties }]) => {
    const { FilterPattern, MetricTransformations } = Properties as {
      FilterPattern: string;
      MetricTransformations: readonly MetricId[];
    };
    return matches(FilterPattern, line) ? MetricTransformations.map(({ MetricName }) => MetricName) : [];
  });
}

test.each(Object.entries(templates))(
  'no alarm of %s watches a metric of AWS that counts shed requests',
  (_, template) => {
    const names = watched(template).map(({ Namespace, MetricName }) => `${Namespace} ${MetricName}`);
    for (const counting of ['AWS/ApiGateway 5XXError', 'AWS/Lambda Errors']) expect(names).not.toContain(counting);
  },
);

test.each(Object.entries(templates))('no metric filter of %s counts a shed request', (_, template) => {
  expect(counted(template, LINES['shed']!)).toEqual([]);
});

test.each([
  ['unchecked', ['ServerErrors', 'Unchecked']],
  ['denied', []],
  ['answered', ['UiNodeRequests']],
  ['failed', ['ServerErrors', 'UiNodeFailures', 'UiNodeRequests']],
  ['slow', ['UiNodeRequests', 'UiNodeSlow']],
  ['timed out', ['ServerErrors', 'UiNodeFailures', 'UiNodeRequests', 'UiNodeSlow']],
  ['unreachable', ['ServerErrors', 'UiNodeFailures', 'UiNodeRequests']],
])('a request that is %s still counts', (kind, metrics) => {
  expect(counted(gateway, LINES[kind]!).toSorted()).toEqual(metrics);
});

test('the environment counts the 5XX answers of its gateways, and no shed request', () => {
  const template = templates['a gateway whose alarms are those of the environment'];
  expect(counted(template, LINES['failed']!)).toContain('ServerErrors');
  expect(counted(template, LINES['unchecked']!)).toContain('ServerErrors');
});

test('an alarm on shares divides by all requests, so that shed ones make it smaller', () => {
  const [alarm] = resourcesOf(gateway, 'AWS::CloudWatch::Alarm').filter(([id]) => /servererrors/.test(id));
  expect(alarm![1].Properties['Metrics']).toEqual(
    expect.arrayContaining([expect.objectContaining({ Expression: 'IF(errors >= 5, errors / requests, 0)' })]),
  );
});

test('without shedding the alarms are those of AWS’s own metrics, and nothing else is counted', () => {
  const plain = resellerTemplate({}, { alarms: ALARMS });
  const names = watched(plain).map(({ MetricName }) => MetricName);
  expect(names).toEqual(expect.arrayContaining(['5XXError', 'Errors']));
  expect(counted(plain, LINES['failed']!)).toEqual([]);
});
