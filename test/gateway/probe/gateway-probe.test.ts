import { PROBE_CHECKS } from '../../../lambda/probe/contract';
import { onlyResource, platformTemplate, resourcesOf, templateOf, text } from '../support/synthesis';
import { statementsOf } from '../support/statements';
import type { Declared } from '../support/environment';

const PROBED: Declared = {
  platform: { probe: { everyMinutes: 7 }, alarms: { emails: ['ops@provider.test'] } },
  resellers: {
    alpha: { probe: { consumer: 'key-of-alpha' } },
    beta: { probe: { consumer: 'key-of-beta' } },
    gamma: {},
  },
};
const probed = templateOf(PROBED, 'aps-gateway-unit-platform');

const LONGEST_ID = 40;

/** Characters of policies, with references in place of region, account and partition, which are shorter. */
function characters(policies: unknown): number {
  const documents = (policies as { PolicyDocument: unknown }[]).map(({ PolicyDocument }) => PolicyDocument);
  return JSON.stringify(documents, (_name, value: unknown) => {
    return typeof value === 'object' && value !== null && 'Fn::Join' in value ? text(value) : value;
  }).length;
}

test('the clock calls the function with the gateways that have a consumer, and does not repeat a turn', () => {
  const { ScheduleExpression, FlexibleTimeWindow, Target } = onlyResource(
    probed,
    'AWS::Scheduler::Schedule',
  ).Properties;
  const { Input, RetryPolicy } = Target as { Input: string; RetryPolicy: object };

  expect([ScheduleExpression, FlexibleTimeWindow, RetryPolicy]).toEqual([
    'rate(7 minutes)',
    { Mode: 'OFF' },
    { MaximumRetryAttempts: 0 },
  ]);
  expect(JSON.parse(Input)).toEqual({
    probes: [
      { reseller: 'alpha', consumerKey: 'key-of-alpha' },
      { reseller: 'beta', consumerKey: 'key-of-beta' },
    ],
  });
});

test('a clock of one minute has its own spelling', () => {
  const template = platformTemplate({ probe: { everyMinutes: 1, consumer: 'key-of-all' } });

  expect(onlyResource(template, 'AWS::Scheduler::Schedule').Properties['ScheduleExpression']).toBe('rate(1 minute)');
});

test('the function reads only the secrets of the consumers that probe', () => {
  const [read] = statementsOf(probed, 'ProbeRole').filter(({ Action }) => Action === 'secretsmanager:GetSecretValue');

  expect((read!.Resource as unknown[]).map(text).map((arn) => arn.replace(/^.*:secret:/, ''))).toEqual([
    'aps-gateway/unit/alpha/key-of-alpha-??????',
    'aps-gateway/unit/beta/key-of-beta-??????',
  ]);
});

test('the longest names of thirty-one gateways fit into the policies of their roles', () => {
  const ids = Array.from({ length: 31 }, (_, index) => `reseller-${index}`.padEnd(LONGEST_ID, 'x'));
  const resellers = Object.fromEntries(ids.map((id) => [id, { probe: { consumer: 'k'.repeat(128) } }]));
  const template = templateOf({ ...PROBED, resellers }, 'aps-gateway-unit-platform');
  const roles = resourcesOf(template, 'AWS::IAM::Role').filter(([id]) => /^Probe\d*Role/.test(id));
  const probedIds = resourcesOf(template, 'AWS::Scheduler::Schedule').map(([, { Properties }]) => {
    const { Input } = Properties['Target'] as { Input: string };
    return (JSON.parse(Input) as { probes: { reseller: string }[] }).probes.map(({ reseller }) => reseller);
  });

  expect(probedIds.flat().toSorted()).toEqual(ids.toSorted());
  expect(roles).toHaveLength(2);
  for (const [, { Properties }] of roles) {
    expect(characters(Properties['Policies'])).toBeLessThan(10_240);
  }
});

test('the scheduler may only invoke the function', () => {
  expect(statementsOf(probed, 'ProbeSchedulerRole').map(({ Action }) => Action)).toEqual(['lambda:InvokeFunction']);
});

test('each check has an alarm that says in words what failed, and so have gateways that are not probed', () => {
  const alarms = resourcesOf(probed, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
  const descriptions = alarms.map(({ AlarmDescription }) => AlarmDescription as string);

  const { backends: _, ...ofEachGateway } = PROBE_CHECKS;
  for (const meaning of Object.values(ofEachGateway)) {
    expect(descriptions.filter((description) => description.includes(meaning))).toHaveLength(1);
  }
  expect(alarms.find(({ AlarmName }) => AlarmName === 'aps-gateway-unit-platform-probe-stopped')).toMatchObject({
    TreatMissingData: 'breaching',
    Threshold: 2,
    ComparisonOperator: 'LessThanThreshold',
    Period: 420,
    EvaluationPeriods: 3,
  });
  expect(alarms.find(({ AlarmName }) => AlarmName === 'aps-gateway-unit-platform-probe-list')).toMatchObject({
    TreatMissingData: 'notBreaching',
    Period: 420,
    EvaluationPeriods: 2,
    Dimensions: [
      { Name: 'check', Value: 'list' },
      { Name: 'environment', Value: 'unit' },
    ],
  });
});

test.each([
  ['has', { routes: [{ path: '/aps/2/orders', brandEndpoint: 'https://orders.provider.test' }] }, 1],
  ['lacks', {}, 0],
])('an environment %s an alarm on further backends as its probed gateways do', (_, alpha, count) => {
  const resellers = { alpha: { probe: { consumer: 'key-of-alpha' }, ...alpha } };
  const template = templateOf({ ...PROBED, resellers }, 'aps-gateway-unit-platform');
  const names = resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties['AlarmName']);

  expect(names.filter((name) => name === 'aps-gateway-unit-platform-probe-backends')).toHaveLength(count);
});

test.each<[string, Declared]>([
  ['no probe is declared', { resellers: { alpha: {} } }],
  ['no gateway has a consumer that probes', { platform: { probe: { everyMinutes: 5 } } }],
])('nothing is left in the template when %s', (_, declared) => {
  const template = templateOf(declared, 'aps-gateway-unit-platform');

  template.resourceCountIs('AWS::Lambda::Function', 0);
  template.resourceCountIs('AWS::Scheduler::Schedule', 0);
  template.resourceCountIs('AWS::Logs::LogGroup', 0);
});

test('without alarms of the environment the probe only writes metrics', () => {
  platformTemplate({ probe: { everyMinutes: 5, consumer: 'key-of-all' } }).resourceCountIs('AWS::CloudWatch::Alarm', 0);
});
